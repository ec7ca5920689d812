using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Work;

namespace Hub.Server.Realtime;

/// <summary>Every 10 s, on one of the nodes: frees the locks of tickets whose holder is gone.</summary>
internal sealed partial class LockReaper(
    IHubStore store, LockTicket locks, WorkShare share, TimeProvider clock, ILogger<LockReaper> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private const int PageSize = 200;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        share.RunAsync("locks", (_, ct) => RunAsync(ct), stoppingToken);

    private async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(ct))
        {
            try
            {
                await ReapAsync(ct);
            }
            catch (StoreUnavailableException fault)
            {
                LogNotReaped(fault);
            }
        }
    }

    /// <summary>Looks at every locked ticket once; answers how many were freed.</summary>
    public async Task<int> ReapAsync(CancellationToken ct)
    {
        var freed = 0;
        Cursor? after = null;
        do
        {
            var page = await store.ListAsync(new View<Ticket>(Ticket.Fields.IsLocked.Is(true)), new PageRequest(PageSize, after), ct);
            foreach (var ticket in page.Items)
            {
                freed += await locks.ReapAsync(ticket.Id, ct) ? 1 : 0;
            }
            after = page.Next;
        }
        while (after is not null);
        return freed;
    }

    [LoggerMessage(EventId = 4040, Level = LogLevel.Warning, Message = "Locks could not be looked through")]
    private partial void LogNotReaped(Exception fault);
}
