using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Storage.Tests.Model;

/// <summary>What the outbox means.</summary>
internal sealed class InMemoryOutbox(TimeProvider clock) : IOutbox
{
    private readonly Lock _lock = new();
    private readonly List<Row> _rows = [];
    private TaskCompletionSource _changed = new();

    public IReadOnlyList<StoredOutboxEntry> Stored =>
        [.. _rows.Select(static row => new StoredOutboxEntry(row.Entry, row.IsFailed, row.Attempts, row.Reason))];

    public ValueTask<IReadOnlyList<LeasedEntry>> LeaseAsync(string consumer, int max, TimeSpan duration, CancellationToken ct)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var heads = _rows.Where(row => row.Entry.Consumer == consumer && !row.IsFailed).DistinctBy(static row => row.Entry.Lane)
                .Where(row => row.ReadyAt <= now).OrderBy(static row => row.ReadyAt).Take(max).ToList();
            foreach (var head in heads)
            {
                head.Lease = Guid.NewGuid().ToString("n");
                head.ReadyAt = now + duration;
                head.Attempts++;
            }
            return ValueTask.FromResult<IReadOnlyList<LeasedEntry>>(
                [.. heads.Select(static head => new LeasedEntry(head.Entry with { DueAt = head.DueAt }, head.Attempts, head.Lease!, head.ReadyAt))]);
        }
    }

    public ValueTask<IReadOnlySet<string>> RenewAsync(IReadOnlyCollection<LeasedEntry> work, TimeSpan duration, CancellationToken ct)
    {
        lock (_lock)
        {
            var held = _rows.Where(row => !row.IsFailed && work.Any(leased => leased.Entry.Id == row.Entry.Id && leased.LeaseToken == row.Lease)).ToList();
            foreach (var row in held)
            {
                row.ReadyAt = clock.GetUtcNow() + duration;
            }
            return ValueTask.FromResult<IReadOnlySet<string>>(held.Select(static row => row.Entry.Id).ToHashSet(StringComparer.Ordinal));
        }
    }

    public ValueTask<IReadOnlySet<string>> SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken ct)
    {
        lock (_lock)
        {
            var settled = new HashSet<string>(StringComparer.Ordinal);
            foreach (var settlement in settlements.Where(settlement => Check(settlement) is null))
            {
                Settle(settlement);
                settled.Add(settlement.EntryId);
            }
            return ValueTask.FromResult<IReadOnlySet<string>>(settled);
        }
    }

    public ValueTask HastenAsync(string consumer, string reason, CancellationToken ct)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            foreach (var row in _rows.Where(row => row.Entry.Consumer == consumer && !row.IsFailed && row.Lease is null && row.Reason == reason && row.ReadyAt > now))
            {
                row.ReadyAt = row.DueAt = now;
            }
            Wake();
        }
        return ValueTask.CompletedTask;
    }

    public async ValueTask WaitAsync(string consumer, CancellationToken ct)
    {
        Task changed;
        TimeSpan? wait;
        lock (_lock)
        {
            changed = _changed.Task;
            var heads = _rows.Where(row => row.Entry.Consumer == consumer && !row.IsFailed).DistinctBy(static row => row.Entry.Lane).ToList();
            wait = heads.Count == 0 ? null : heads.Min(static row => row.ReadyAt) - clock.GetUtcNow();
        }
        if (wait > TimeSpan.Zero)
        {
            changed = Task.WhenAny(changed, Task.Delay(wait.Value, clock, ct));
        }
        else if (wait is not null)
        {
            return;
        }
        await changed.WaitAsync(ct);
    }

    public ValueTask<OutboxDepth> DepthAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            var pending = _rows.Where(static row => !row.IsFailed).ToList();
            return ValueTask.FromResult(new OutboxDepth(pending.Count, _rows.Count - pending.Count,
                pending.Count == 0 ? null : pending.Min(static row => row.DueAt)));
        }
    }

    public CommitOutcome? Check(Settlement settlement) =>
        _rows.Any(row => row.Entry.Id == settlement.EntryId && row.Lease == settlement.LeaseToken && !row.IsFailed)
            ? null
            : new CommitOutcome.VersionConflict(new DocRef("outbox", settlement.EntryId), 1, null);

    public void Apply(ChangeSet changes)
    {
        lock (_lock)
        {
            foreach (var settlement in changes.Settlements)
            {
                Settle(settlement);
            }
            _rows.AddRange(changes.Outbox.Select(static entry => new Row(entry)));
            Wake();
        }
    }

    private void Settle(Settlement settlement)
    {
        var row = _rows.First(row => row.Entry.Id == settlement.EntryId);
        row.Lease = null;
        switch (settlement)
        {
            case Settlement.Done:
                _rows.Remove(row);
                break;
            case Settlement.Retry retry:
                row.ReadyAt = row.DueAt = retry.At;
                row.Reason = retry.Reason;
                break;
            case Settlement.Failed failed:
                row.IsFailed = true;
                row.Reason = failed.Reason;
                break;
        }
        Wake();
    }

    private void Wake()
    {
        var waiting = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.TrySetResult();
    }

    private sealed class Row(OutboxEntry entry)
    {
        public OutboxEntry Entry { get; } = entry;

        public DateTimeOffset DueAt { get; set; } = entry.DueAt;

        public DateTimeOffset ReadyAt { get; set; } = entry.DueAt;

        public int Attempts { get; set; }

        public string? Lease { get; set; }

        public bool IsFailed { get; set; }

        public string? Reason { get; set; }
    }
}
