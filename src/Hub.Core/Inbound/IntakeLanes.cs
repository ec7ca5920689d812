using System.Collections.Concurrent;
using System.Threading.Channels;
using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Inbound;

/// <summary>Files intakes side by side, so that their commits share the disk, but those of one sender one after the other, and an answer
/// after what it answers, whoever wrote that.</summary>
public sealed partial class IntakeLanes(
    FileIntake file, IHubStore store, IBlobStore blobs, IEnumerable<IInboundReader> readers, HubDirectory directory,
    TimeProvider clock, ILogger<IntakeLanes> log)
{
    private const int LaneCount = 16;
    private const int LaneDepth = 64;
    private const int PageSize = 200;
    private readonly Channel<LaneWork>[] _lanes = [.. Enumerable.Range(0, LaneCount).Select(static _ => Channel.CreateBounded<LaneWork>(LaneDepth))];

    // Who has the gate of a lane enters what it waits for and its place there in one step: so lanes never wait for each other in a circle.
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, LaneCount).Select(static _ => new SemaphoreSlim(1))];
    // Whether it has its place in a lane; false when handing it over failed.
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> _underWay = new();
    private readonly ConcurrentDictionary<(InboxId Inbox, string MessageId), Task> _filing = new();
    private readonly IReadOnlyList<IInboundReader> _readers = [.. readers];

    /// <summary>Hands over a durable intake; waits while its lane is full.</summary>
    public async ValueTask EnqueueAsync(Intake intake, CancellationToken ct)
    {
        var own = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        while (_underWay.GetOrAdd(intake.Id.Value, own) is var entering && entering != own)
        {
            // Somebody else hands it over: what comes after it here must not overtake it.
            if (await entering.Task.WaitAsync(ct))
            {
                return;
            }
        }
        try
        {
            await EnterAsync(intake, await PeekAsync(intake, ct), ct);
            own.SetResult(true);
        }
        catch
        {
            _underWay.TryRemove(intake.Id.Value, out _);
            own.SetResult(false);
            throw;
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

    private async ValueTask EnterAsync(Intake intake, MessagePeek peek, CancellationToken ct)
    {
        var lane = peek.Sender is { } sender ? (int)((uint)string.GetHashCode(sender, StringComparison.Ordinal) % LaneCount) : 0;
        await _gates[lane].WaitAsync(ct);
        try
        {
            var answered = peek.References.Select(id => _filing.GetValueOrDefault((intake.Inbox, id))).OfType<Task>().ToList();
            var work = new LaneWork(intake, peek.MessageId, answered);
            if (peek.MessageId is { } own)
            {
                _filing[(intake.Inbox, own)] = work.Filed.Task;
            }
            try
            {
                await _lanes[lane].Writer.WriteAsync(work, ct);
            }
            catch
            {
                End(work);
                throw;
            }
        }
        finally
        {
            _gates[lane].Release();
        }
    }

    private void End(LaneWork work)
    {
        work.Filed.TrySetResult();
        if (work.MessageId is { } own)
        {
            _filing.TryRemove(new((work.Intake.Inbox, own), work.Filed.Task));
        }
        _underWay.TryRemove(work.Intake.Id.Value, out _);
    }

    private async Task RunAsync(ChannelReader<LaneWork> lane, CancellationToken ct)
    {
        await foreach (var work in lane.ReadAllAsync(ct))
        {
            var intake = work.Intake;
            try
            {
                await Task.WhenAll(work.Answered).WaitAsync(ct);
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
                End(work);
            }
        }
    }

    private async ValueTask<MessagePeek> PeekAsync(Intake intake, CancellationToken ct)
    {
        if (!directory.Current.Inboxes.TryGetValue(intake.Inbox, out var inbox) || _readers.FirstOrDefault(one => one.Kind == inbox.Channel) is not { } reader)
        {
            return MessagePeek.Nothing;
        }
        await using var raw = await blobs.OpenAsync(intake.RawBlob, ct);
        return raw is null ? MessagePeek.Nothing : await reader.PeekAsync(raw, ct);
    }

    [LoggerMessage(EventId = 3002, Level = LogLevel.Debug, Message = "Intake {Intake} filed: {Outcome}, ticket {Ticket}")]
    private partial void LogFiled(string intake, FilingKind outcome, string? ticket);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "Intake {Intake} waits for the store")]
    private partial void LogWaits(string intake, Exception fault);

    private sealed record LaneWork(Intake Intake, string? MessageId, IReadOnlyList<Task> Answered)
    {
        public TaskCompletionSource Filed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
