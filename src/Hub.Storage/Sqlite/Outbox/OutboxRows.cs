using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Storage.Sqlite.Connections;

namespace Hub.Storage.Sqlite.Outbox;

/// <summary>Rows of the outbox. The oldest pending row of each lane is its head; only heads are leased.</summary>
/// <remarks>Rows of a lane are ordered by commit (<c>seq</c>): ids of the same millisecond have no order of their own.</remarks>
internal static class OutboxRows
{
    public static void Insert(SqliteSession session, long seq, OutboxEntry entry)
    {
        var due = entry.DueAt.ToUnixTimeMilliseconds();
        session.Prepare("""
            INSERT INTO outbox(seq, id, consumer, lane, payload, due_at, trace, ready_at, is_head)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?6,
              NOT EXISTS (SELECT 1 FROM outbox INDEXED BY outbox_lane WHERE consumer = ?3 AND lane = ?4 AND state = 0))
            """)
            .Bind(seq).Bind(entry.Id).Bind(entry.Consumer).Bind(entry.Lane).Bind(entry.Payload).Bind(due).Bind(entry.TraceParent)
            .Execute();
    }

    /// <summary>Writes an entry as another store held it, without a lease; one that is there stays.</summary>
    public static void Put(SqliteSession session, long seq, StoredOutboxEntry stored)
    {
        var entry = stored.Entry;
        session.Prepare("""
            INSERT INTO outbox(seq, id, consumer, lane, payload, due_at, trace, ready_at, state, attempt, reason, is_head)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?6, ?8, ?9, ?10,
              ?8 = 0 AND NOT EXISTS (SELECT 1 FROM outbox INDEXED BY outbox_lane WHERE consumer = ?3 AND lane = ?4 AND state = 0))
            ON CONFLICT(id) DO NOTHING
            """)
            .Bind(seq).Bind(entry.Id).Bind(entry.Consumer).Bind(entry.Lane).Bind(entry.Payload)
            .Bind(entry.DueAt.ToUnixTimeMilliseconds()).Bind(entry.TraceParent)
            .Bind(stored.IsFailed ? 1 : 0).Bind(stored.Attempts).Bind(stored.Reason).Execute();
    }

    public static bool IsLeased(SqliteSession session, Settlement settlement) =>
        session.Prepare("SELECT 1 FROM outbox WHERE id = ? AND lease = ? AND state = 0").Bind(settlement.EntryId).Bind(settlement.LeaseToken)
            .First(static row => row.Int64(0)) == 1;

    /// <summary>Records the end of work whose lease was checked before.</summary>
    public static void Settle(SqliteSession session, Settlement settlement)
    {
        switch (settlement)
        {
            case Settlement.Done:
                Promote(session, session.Prepare("DELETE FROM outbox WHERE id = ? RETURNING consumer, lane").Bind(settlement.EntryId));
                break;
            case Settlement.Retry retry:
                session.Prepare("UPDATE outbox SET lease = NULL, due_at = ?1, ready_at = ?1, reason = ?2 WHERE id = ?3")
                    .Bind(retry.At.ToUnixTimeMilliseconds()).Bind(retry.Reason).Bind(retry.EntryId).Execute();
                break;
            case Settlement.Failed failed:
                Promote(session, session.Prepare(
                    "UPDATE outbox SET state = 1, is_head = 0, lease = NULL, reason = ? WHERE id = ? RETURNING consumer, lane")
                    .Bind(failed.Reason).Bind(failed.EntryId));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(settlement));
        }
    }

    /// <summary>Ids of heads that are ready.</summary>
    public static List<string> Ready(SqliteSession session, string consumer, long now, int max)
    {
        var ids = new List<string>();
        var select = session.Prepare("""
            SELECT id FROM outbox INDEXED BY outbox_ready WHERE is_head = 1 AND consumer = ? AND ready_at <= ?
            ORDER BY ready_at, seq LIMIT ?
            """).Bind(consumer).Bind(now).Bind(max);
        while (select.Step())
        {
            ids.Add(select.Text(0));
        }
        return ids;
    }

    public static LeasedEntry Lease(SqliteSession session, string id, string token, DateTimeOffset until)
    {
        var update = session.Prepare("""
            UPDATE outbox SET lease = ?1, ready_at = ?2, attempt = attempt + 1 WHERE id = ?3
            RETURNING consumer, lane, payload, due_at, trace, attempt
            """).Bind(token).Bind(until.ToUnixTimeMilliseconds()).Bind(id);
        return update.First(row => new LeasedEntry(
            new OutboxEntry(id, row.Text(0), row.Text(1), row.Text(2), DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(3)), row.TextOrNull(4)),
            (int)row.Int64(5), token, until))!;
    }

    public static bool Renew(SqliteSession session, LeasedEntry leased, DateTimeOffset until) =>
        session.Prepare("UPDATE outbox SET ready_at = ? WHERE id = ? AND lease = ? AND state = 0 RETURNING 1")
            .Bind(until.ToUnixTimeMilliseconds()).Bind(leased.Entry.Id).Bind(leased.LeaseToken)
            .First(static row => row.Int64(0)) == 1;

    /// <summary>Makes heads due that were put off for that reason; answers whether there were any.</summary>
    public static bool Hasten(SqliteSession session, string consumer, string reason, DateTimeOffset now) =>
        session.Prepare("""
            UPDATE outbox INDEXED BY outbox_ready SET due_at = ?1, ready_at = ?1
            WHERE is_head = 1 AND consumer = ?2 AND ready_at > ?1 AND lease IS NULL AND reason = ?3 RETURNING 1
            """).Bind(now.ToUnixTimeMilliseconds()).Bind(consumer).Bind(reason).First(static row => row.Int64(0)) == 1;

    private static void Promote(SqliteSession session, SqliteStatement left)
    {
        var lane = left.First(static row => ((string, string)?)(row.Text(0), row.Text(1)));
        if (lane is (var consumer, var name))
        {
            session.Prepare("""
                UPDATE outbox SET is_head = 1 WHERE seq = (
                  SELECT min(seq) FROM outbox INDEXED BY outbox_lane WHERE consumer = ? AND lane = ? AND state = 0)
                """).Bind(consumer).Bind(name).Execute();
        }
    }
}
