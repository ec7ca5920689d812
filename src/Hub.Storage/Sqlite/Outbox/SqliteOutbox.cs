using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Storage.Outbox;
using Hub.Storage.Sqlite.Connections;
using Hub.Storage.Sqlite.Writing;

namespace Hub.Storage.Sqlite.Outbox;

/// <summary>Leases of outgoing work, in the same database and under the same writer as the commits that cause it.</summary>
internal sealed class SqliteOutbox(SqliteWriter writer, SqliteReaders readers, OutboxSignals signals, TimeProvider clock) : IOutbox
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public async ValueTask<IReadOnlyList<LeasedEntry>> LeaseAsync(string consumer, int max, TimeSpan duration, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (readers.Read(session => OutboxRows.Ready(session, consumer, now.ToUnixTimeMilliseconds(), 1)).Count == 0)
        {
            return [];
        }
        return await writer.RunAsync(context => Lease(context.Session, consumer, max, now, now + duration), ct).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlySet<string>> RenewAsync(IReadOnlyCollection<LeasedEntry> work, TimeSpan duration, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + duration;
        return await writer.RunAsync<IReadOnlySet<string>>(context => Renew(context.Session, work, until), ct).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlySet<string>> SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken ct)
    {
        var job = new FunctionJob<IReadOnlySet<string>>(context => Settle(context.Session, settlements), _ => signals.RaiseAll());
        return await writer.RunAsync(job, ct).ConfigureAwait(false);
    }

    public async ValueTask HastenAsync(string consumer, string reason, CancellationToken ct)
    {
        var job = new FunctionJob<bool>(context => OutboxRows.Hasten(context.Session, consumer, reason, clock.GetUtcNow()), _ => signals.RaiseAll());
        await writer.RunAsync(job, ct).ConfigureAwait(false);
    }

    public async ValueTask WaitAsync(string consumer, CancellationToken ct)
    {
        var signal = signals.Next(consumer);
        if (NextReadyAt(consumer) is not { } readyAt)
        {
            await signal.WaitAsync(ct).ConfigureAwait(false);
            return;
        }
        var wait = DateTimeOffset.FromUnixTimeMilliseconds(readyAt) - clock.GetUtcNow();
        if (wait <= TimeSpan.Zero)
        {
            return;
        }
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(signal, Task.Delay(wait < LongestWait ? wait : LongestWait, clock, stop.Token)).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        ct.ThrowIfCancellationRequested();
    }

    public ValueTask<OutboxDepth> DepthAsync(CancellationToken ct) => ValueTask.FromResult(readers.Read(static session =>
    {
        var pending = session.Prepare("SELECT count(*), min(due_at) FROM outbox INDEXED BY outbox_lane WHERE state = 0")
            .First(static row => (Count: (int)row.Int64(0), Oldest: row.IsNull(1) ? null : (long?)row.Int64(1)));
        var failed = session.Prepare("SELECT count(*) FROM outbox INDEXED BY outbox_failed WHERE state = 1").First(static row => (int)row.Int64(0));
        return new OutboxDepth(pending.Count, failed,
            pending.Oldest is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    }));

    private long? NextReadyAt(string consumer) => readers.Read(session =>
        session.Prepare("SELECT min(ready_at) FROM outbox INDEXED BY outbox_ready WHERE is_head = 1 AND consumer = ?").Bind(consumer)
            .First(static row => row.IsNull(0) ? null : (long?)row.Int64(0)));

    private static IReadOnlyList<LeasedEntry> Lease(SqliteSession session, string consumer, int max, DateTimeOffset now, DateTimeOffset until) =>
        [.. OutboxRows.Ready(session, consumer, now.ToUnixTimeMilliseconds(), max)
            .Select(id => OutboxRows.Lease(session, id, Guid.NewGuid().ToString("n"), until))];

    private static HashSet<string> Renew(SqliteSession session, IReadOnlyCollection<LeasedEntry> work, DateTimeOffset until) =>
        work.Where(leased => OutboxRows.Renew(session, leased, until)).Select(static leased => leased.Entry.Id).ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> Settle(SqliteSession session, IReadOnlyList<Settlement> settlements)
    {
        var settled = new HashSet<string>(StringComparer.Ordinal);
        foreach (var settlement in settlements.Where(settlement => OutboxRows.IsLeased(session, settlement)))
        {
            OutboxRows.Settle(session, settlement);
            settled.Add(settlement.EntryId);
        }
        return settled;
    }
}
