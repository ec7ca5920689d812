using System.Collections.Concurrent;
using System.Threading.Channels;
using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Inbound;

/// <summary>Files intakes side by side, so that their commits share the disk, but those of one sender one after the other, so that
/// an answer is not filed before what it answers.</summary>
public sealed partial class IntakeLanes(
    FileIntake file, IHubStore store, IBlobStore blobs, IEnumerable<IInboundReader> readers, HubDirectory directory,
    TimeProvider clock, ILogger<IntakeLanes> log)
{
    private const int LaneCount = 16;
    private const int LaneDepth = 64;
    private const int PageSize = 200;
    private readonly Channel<Intake>[] _lanes = [.. Enumerable.Range(0, LaneCount).Select(static _ => Channel.CreateBounded<Intake>(LaneDepth))];
    private readonly ConcurrentDictionary<string, bool> _underWay = new();
    private readonly IReadOnlyList<IInboundReader> _readers = [.. readers];

    /// <summary>Hands over a durable intake; waits while its lane is full.</summary>
    public async ValueTask EnqueueAsync(Intake intake, CancellationToken ct)
    {
        if (_underWay.TryAdd(intake.Id.Value, true))
        {
            await _lanes[await LaneOfAsync(intake, ct)].Writer.WriteAsync(intake, ct);
        }
    }

    /// <summary>Hands over what its source gave, now or before: also what was received before the connection broke and never handed over.
    /// What is settled, or waits for another try, stays as it is.</summary>
    public ValueTask HandOnAsync(ReceiveOutcome outcome, CancellationToken ct) =>
        outcome is ReceiveOutcome.Received { Intake: { State: IntakeState.Received } fresh } ? EnqueueAsync(fresh, ct)
        : outcome is ReceiveOutcome.FetchedAlready { Intake: { State: IntakeState.Received, Attempts: 0 } left } ? EnqueueAsync(left, ct)
        : ValueTask.CompletedTask;

    /// <summary>Hands over the rows that wait in the store.</summary>
    /// <param name="isStart">Also those not due yet: at the start, or after a node ended, nobody may be working on them.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many were handed over.</returns>
    public async ValueTask<int> RedriveAsync(bool isStart, CancellationToken ct)
    {
        var waiting = Intake.Fields.State.Is(nameof(IntakeState.Received));
        var view = new View<Intake>(
            isStart ? waiting : waiting.And(Intake.Fields.NextAttemptAt.Between(null, clock.GetUtcNow())), Intake.Fields.NextAttemptAt);
        var count = 0;
        Cursor? after = null;
        do
        {
            var page = await store.ListAsync(view, new PageRequest(PageSize, after), ct);
            foreach (var intake in page.Items)
            {
                await EnqueueAsync(intake, ct);
                count++;
            }
            after = page.Next;
        }
        while (after is not null);
        return count;
    }

    /// <summary>Files what is handed over, until cancelled.</summary>
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(_lanes.Select(lane => RunAsync(lane.Reader, ct)));

    private async Task RunAsync(ChannelReader<Intake> lane, CancellationToken ct)
    {
        await foreach (var intake in lane.ReadAllAsync(ct))
        {
            try
            {
                var outcome = await file.HandleAsync(intake, ct);
                LogFiled(intake.Id.Value, outcome.Kind, outcome.Ticket);
            }
            catch (Exception fault) when (fault is StoreUnavailableException or StoreFullException or StoreCorruptException)
            {
                // The row stays as received and comes back with the next round.
                LogWaits(intake.Id.Value, fault);
            }
            finally
            {
                _underWay.TryRemove(intake.Id.Value, out _);
            }
        }
    }

    private async ValueTask<int> LaneOfAsync(Intake intake, CancellationToken ct)
    {
        if (!directory.Current.Inboxes.TryGetValue(intake.Inbox, out var inbox) || _readers.FirstOrDefault(one => one.Kind == inbox.Channel) is not { } reader)
        {
            return 0;
        }
        await using var raw = await blobs.OpenAsync(intake.RawBlob, ct);
        var sender = raw is null ? null : await reader.PeekSenderAsync(raw, ct);
        return sender is null ? 0 : (int)((uint)string.GetHashCode(sender, StringComparison.Ordinal) % LaneCount);
    }

    [LoggerMessage(EventId = 3002, Level = LogLevel.Debug, Message = "Intake {Intake} filed: {Outcome}, ticket {Ticket}")]
    private partial void LogFiled(string intake, FilingKind outcome, string? ticket);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "Intake {Intake} waits for the store")]
    private partial void LogWaits(string intake, Exception fault);
}
