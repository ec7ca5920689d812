using Hub.Core.Ports;
using StackExchange.Redis;

namespace Hub.Coordination.Redis;

/// <summary>Lock leases as one hash a ticket: fencing number → instant its lease ends. Only the highest number counts, so that
/// no order of racing writes can bring an older one back, and no read-then-write is needed.</summary>
public sealed class RedisTicketLocks(RedisConnection connection, TimeProvider clock) : ITicketLocks
{
    /// <summary>How long the highest number is remembered after the last renewal; beyond that the ticket's header decides.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public async ValueTask<bool> RenewAsync(TicketId ticket, long token, TimeSpan lease, CancellationToken ct)
    {
        var key = KeyOf(ticket);
        var answer = await connection.TryAsync(database => PutAsync(database, key, token, Now + (long)lease.TotalMilliseconds), ct);

        // Unknown is not "taken over": the holder goes on, the commit of a reply still checks the header.
        if (!answer.IsKnown)
        {
            return true;
        }

        var older = answer.Value.Select(static entry => entry.Name).Where(name => (long)name < token).ToArray();
        if (older.Length > 0)
        {
            await connection.TryAsync(database => database.HashDeleteAsync(key, older), ct);
        }

        return HighestOf(answer.Value) == token;
    }

    public async ValueTask EndAsync(TicketId ticket, long token, CancellationToken ct) =>
        await connection.TryAsync(
            database =>
            {
                // The number stays behind without a lease: an older one must not come back after the end.
                var change = database.CreateTransaction();
                change.AddCondition(Condition.HashExists(KeyOf(ticket), token));
                _ = change.HashSetAsync(KeyOf(ticket), token, 0, flags: CommandFlags.FireAndForget);
                return change.ExecuteAsync();
            },
            ct);

    public async ValueTask<LockLease> LookAsync(TicketId ticket, long token, CancellationToken ct)
    {
        var answer = await connection.TryAsync(database => database.HashGetAllAsync(KeyOf(ticket)), ct);
        return !answer.IsKnown ? LockLease.Unknown
            : HighestOf(answer.Value) == token && EndOf(answer.Value, token) > Now ? LockLease.Held
            : LockLease.Lapsed;
    }

    private static async Task<HashEntry[]> PutAsync(IDatabase database, RedisKey key, long token, long endsAt)
    {
        var change = database.CreateTransaction();
        _ = change.HashSetAsync(key, token, endsAt, flags: CommandFlags.FireAndForget);
        var all = change.HashGetAllAsync(key);
        _ = change.KeyExpireAsync(key, Memory, CommandFlags.FireAndForget);
        await change.ExecuteAsync();
        return await all;
    }

    private static long? HighestOf(HashEntry[] entries) =>
        entries.Length == 0 ? null : entries.Max(static entry => (long)entry.Name);

    private static long EndOf(HashEntry[] entries, long token) =>
        (long)entries.First(entry => (long)entry.Name == token).Value;

    private RedisKey KeyOf(TicketId ticket) => connection.Key($"lock:{{{ticket}}}");
}
