using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Requests;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Views;
using Hub.Core.Work;
using Hub.Server.Operation;

namespace Hub.Server.Workers;

/// <summary>Samples the gauges; on one of the nodes, sweeps what has run out: answers kept for repeated requests, links, files that no message took, spam and trash of 30 days.</summary>
public sealed partial class Upkeep(
    IHubStore store, IOutbox outbox, IBlobStore blobs, RemoveShelved removal, HubDirectory directory, Gauges gauges, WorkShare share, TimeProvider clock, ILogger<Upkeep> log) : BackgroundService
{
    private const int Batch = 200;

    /// <summary>A link is kept for a day after its end, so that its use is answered the same for as long as it may be tried.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RepeatAsync(TimeSpan.Zero, Beat, ct => gauges.SampleAsync(store, outbox, directory, clock, ct), stoppingToken),
        share.RunAsync("upkeep", (_, ct) => RepeatAsync(SweepEvery, SweepEvery, SweepAsync, ct), stoppingToken));

    private async Task RepeatAsync(TimeSpan pause, TimeSpan period, Func<CancellationToken, Task> act, CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(pause, clock, ct);
            pause = period;
            try
            {
                await act(ct);
            }
            catch (StoreUnavailableException fault)
            {
                LogAway(fault);
            }
        }
    }

    private async Task SweepAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await SweepAsync(IdempotencyRecord.Fields.ExpiresAt, now - Kept, ct);
        await SweepAsync(SignInLink.Fields.ExpiresAt, now - Kept, ct);
        await blobs.SweepAsync(Kept, ct);
        await removal.HandleAsync(ct);
    }

    private async Task SweepAsync<T>(Field<T> end, DateTimeOffset before, CancellationToken ct) where T : Document<T>, IDocument<T>
    {
        while (true)
        {
            var page = await store.ListAsync(new View<T>(end.Between(null, before), end), new PageRequest(Batch), ct);
            var changes = new ChangeSet();
            foreach (var document in page.Items)
            {
                changes.Delete(document);
            }
            // Somebody else sweeping the same rows is no fault: the next round sees what is left.
            if (page.Items.Count == 0 || await store.CommitAsync(changes, ct) is not CommitOutcome.Committed || page.Next is null)
            {
                return;
            }
        }
    }

    [LoggerMessage(EventId = 4301, Level = LogLevel.Warning, Message = "Upkeep waits for the store")]
    private partial void LogAway(Exception fault);
}
