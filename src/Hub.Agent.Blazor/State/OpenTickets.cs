using Microsoft.Extensions.DependencyInjection;

namespace Hub.Agent.Blazor.State;

/// <summary>The ticket this console has open; opening another ends the first: its lock is given back, its viewers are told.</summary>
public sealed class OpenTickets(IServiceProvider services) : ObservableState, IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public TicketWorkspace? Current { get; private set; }

    /// <summary>Opens the ticket of a number, or none.</summary>
    public async Task OpenAsync(string? number)
    {
        await _gate.WaitAsync();
        try
        {
            if (Current?.Number == number)
            {
                return;
            }
            if (Current is { } before)
            {
                Current = null;
                Notify();
                await before.DisposeAsync();
            }
            if (number is null)
            {
                return;
            }
            var thread = ActivatorUtilities.CreateInstance<TicketThread>(services);
            Current = new TicketWorkspace(number, thread);
            Notify();
            await thread.OpenAsync(number);
            if (thread.Phase == PanePhase.Ready)
            {
                Current = Current with { Tools = await EquipAsync(thread) };
            }
        }
        finally
        {
            _gate.Release();
        }
        Notify();
    }

    /// <summary>The browser came or went; what is leased is kept alive only while it is there.</summary>
    public void SetConnected(bool isConnected)
    {
        Current?.Tools?.Lock.SetConnected(isConnected);
        Current?.Tools?.Presence.SetConnected(isConnected);
    }

    public async ValueTask DisposeAsync()
    {
        if (Current is { } current)
        {
            Current = null;
            await current.DisposeAsync();
        }
        _gate.Dispose();
    }

    private async Task<TicketTools> EquipAsync(TicketThread thread)
    {
        var ticket = thread.Ticket!;
        var presence = ActivatorUtilities.CreateInstance<TicketPresence>(services, ticket.Id);
        var replyLock = ActivatorUtilities.CreateInstance<ReplyLock>(services, ticket.Id);
        var recipients = ActivatorUtilities.CreateInstance<ComposerRecipients>(services, thread);
        var composer = ActivatorUtilities.CreateInstance<ComposerState>(services, thread, replyLock, presence, recipients);
        await composer.StartAsync();
        var context = ActivatorUtilities.CreateInstance<ContextState>(services, thread);
        await context.StartAsync();
        return new TicketTools(presence, replyLock, composer, context);
    }
}
