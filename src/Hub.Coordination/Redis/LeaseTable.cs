using StackExchange.Redis;

namespace Hub.Coordination.Redis;

/// <summary>Named values that each live under a lease: a hash of values beside a sorted set of the instants they end at. Both
/// keys carry one hash tag, so that they share a slot of a cluster.</summary>
/// <remarks>Instants come from the nodes' clocks: a difference between two nodes shifts leases by as much.</remarks>
internal sealed class LeaseTable(RedisConnection connection, TimeProvider clock, string tag)
{
    /// <summary>After this long without any renewal the server drops the whole table.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    private readonly RedisKey _values = connection.Key($"{{{tag}}}:values");
    private readonly RedisKey _ends = connection.Key($"{{{tag}}}:ends");

    private double Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public async ValueTask PutAsync(string name, string value, TimeSpan lease, CancellationToken ct) =>
        await connection.TryAsync(
            database =>
            {
                var change = database.CreateTransaction();
                _ = change.HashSetAsync(_values, name, value, flags: CommandFlags.FireAndForget);
                _ = change.SortedSetAddAsync(_ends, name, Now + lease.TotalMilliseconds, CommandFlags.FireAndForget);
                _ = change.SortedSetRemoveRangeByScoreAsync(_ends, double.NegativeInfinity, Now, flags: CommandFlags.FireAndForget);
                _ = change.KeyExpireAsync(_values, Forgotten, CommandFlags.FireAndForget);
                _ = change.KeyExpireAsync(_ends, Forgotten, CommandFlags.FireAndForget);
                return change.ExecuteAsync();
            },
            ct);

    public async ValueTask RemoveAsync(string name, CancellationToken ct) =>
        await connection.TryAsync(
            database =>
            {
                var change = database.CreateTransaction();
                _ = change.SortedSetRemoveAsync(_ends, name, CommandFlags.FireAndForget);
                _ = change.HashDeleteAsync(_values, name, CommandFlags.FireAndForget);
                return change.ExecuteAsync();
            },
            ct);

    /// <summary>The values under a live lease, by name.</summary>
    public async ValueTask<Answer<IReadOnlyList<KeyValuePair<string, string>>>> LiveAsync(CancellationToken ct)
    {
        var answer = await connection.TryAsync(ReadAsync, ct);
        if (!answer.IsKnown)
        {
            return Answer<IReadOnlyList<KeyValuePair<string, string>>>.Unknown;
        }

        var (entries, live) = answer.Value;
        var known = live.Select(static name => (string)name!).ToHashSet(StringComparer.Ordinal);
        await ForgetAsync([.. entries.Select(static entry => entry.Name).Where(name => !known.Contains((string)name!))], ct);
        return new(true, [.. entries.Where(entry => known.Contains((string)entry.Name!))
            .Select(static entry => KeyValuePair.Create((string)entry.Name!, (string)entry.Value!))]);
    }

    private async Task<(HashEntry[] Entries, RedisValue[] Live)> ReadAsync(IDatabase database)
    {
        var read = database.CreateTransaction();
        _ = read.SortedSetRemoveRangeByScoreAsync(_ends, double.NegativeInfinity, Now, flags: CommandFlags.FireAndForget);
        var entries = read.HashGetAllAsync(_values);
        var live = read.SortedSetRangeByRankAsync(_ends);
        await read.ExecuteAsync();
        return (await entries, await live);
    }

    /// <summary>Drops values whose lease ran out, unless one was renewed meanwhile.</summary>
    private async ValueTask ForgetAsync(RedisValue[] names, CancellationToken ct)
    {
        if (names.Length == 0)
        {
            return;
        }

        await connection.TryAsync(
            database =>
            {
                var change = database.CreateTransaction();
                foreach (var name in names)
                {
                    change.AddCondition(Condition.SortedSetNotContains(_ends, name));
                }

                _ = change.HashDeleteAsync(_values, names, CommandFlags.FireAndForget);
                return change.ExecuteAsync();
            },
            ct);
    }
}
