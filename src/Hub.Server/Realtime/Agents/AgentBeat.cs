using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Tickets;

namespace Hub.Server.Realtime.Agents;

/// <summary>Every 10 s: keeps the leases of connected agents (presence, open tickets, locks) and frees what idles.</summary>
internal sealed partial class AgentBeat(
    AgentFeed agents, IPresence presence, LockTicket locks, HubDirectory directory, TimeProvider clock, ILogger<AgentBeat> log)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>How long a lock is kept for an agent who does nothing.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await agents.CheckTokensAsync(stoppingToken);
            foreach (var session in agents.Sessions)
            {
                try
                {
                    await BeatAsync(session, stoppingToken);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    LogNotKept(session.Id, fault);
                }
            }
        }
    }

    /// <summary>Renews the leases of one connection.</summary>
    public async Task BeatAsync(AgentSession session, CancellationToken ct)
    {
        if (directory.Current.Agents.TryGetValue(session.Agent, out var agent))
        {
            await presence.BeatAsync(session.Agent, session.Id, agent.Availability, ct);
        }
        foreach (var ticket in session.Tickets.Values)
        {
            await ticket.ShowAsync(ct);
        }
        foreach (var (ticket, held) in session.Locks)
        {
            if (clock.GetUtcNow() - held.UsedAt >= IdleLimit)
            {
                session.Locks.TryRemove(ticket, out _);
                await locks.ReleaseAsync(ticket, session.Access, ct);
            }
            else if (!await locks.RenewAsync(ticket, held.Token, ct))
            {
                session.Locks.TryRemove(ticket, out _);
            }
        }
    }

    [LoggerMessage(EventId = 4030, Level = LogLevel.Warning, Message = "The leases of connection {Connection} could not be renewed")]
    private partial void LogNotKept(string connection, Exception fault);
}
