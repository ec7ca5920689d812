using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Hub.Agent.Blazor.State;

/// <summary>Stops renewing what is leased while the browser is away, so that locks and presence of a lost console run out.</summary>
public sealed class ConsoleCircuit(OpenTickets tickets, AgentPresence presence) : CircuitHandler
{
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        tickets.SetConnected(true);
        presence.SetConnected(true);
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        tickets.SetConnected(false);
        presence.SetConnected(false);
        return Task.CompletedTask;
    }
}
