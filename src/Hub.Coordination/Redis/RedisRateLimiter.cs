using Hub.Core.Ports;
using StackExchange.Redis;

namespace Hub.Coordination.Redis;

/// <summary>A sliding window: one sorted set a key with the instant of each use. A refused use is taken out again, so that
/// trying harder does not prolong the wait.</summary>
public sealed class RedisRateLimiter(RedisConnection connection, LocalRateLimiter local, TimeProvider clock) : IRateLimiter
{
    public async ValueTask<RateVerdict> TakeAsync(string key, RateLimit limit, CancellationToken ct)
    {
        var name = connection.Key($"rate:{{{key}}}");
        var use = Guid.NewGuid().ToString("n");
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var answer = await connection.TryAsync(database => CountAsync(database, name, use, now, limit.Window), ct);
        if (!answer.IsKnown)
        {
            return await local.TakeAsync(key, limit, ct);
        }

        var (uses, oldest) = answer.Value;
        if (uses <= limit.Count)
        {
            return new RateVerdict(true, TimeSpan.Zero);
        }

        await connection.TryAsync(database => database.SortedSetRemoveAsync(name, use), ct);
        return new RateVerdict(false, TimeSpan.FromMilliseconds(Math.Max(1, oldest + limit.Window.TotalMilliseconds - now)));
    }

    public async ValueTask GiveBackAsync(string key, CancellationToken ct)
    {
        var name = connection.Key($"rate:{{{key}}}");
        var answer = await connection.TryAsync(async database =>
        {
            var newest = await database.SortedSetRangeByRankAsync(name, -1, -1);
            return newest.Length > 0 && await database.SortedSetRemoveAsync(name, newest[0]);
        }, ct);
        if (!answer.IsKnown)
        {
            await local.GiveBackAsync(key, ct);
        }
    }

    private static async Task<(long Uses, double Oldest)> CountAsync(IDatabase database, RedisKey name, string use, long now, TimeSpan window)
    {
        var change = database.CreateTransaction();
        _ = change.SortedSetRemoveRangeByScoreAsync(name, double.NegativeInfinity, now - window.TotalMilliseconds, flags: CommandFlags.FireAndForget);
        _ = change.SortedSetAddAsync(name, use, now, CommandFlags.FireAndForget);
        var uses = change.SortedSetLengthAsync(name);
        var oldest = change.SortedSetRangeByRankWithScoresAsync(name, 0, 0);
        _ = change.KeyExpireAsync(name, window + TimeSpan.FromSeconds(1), CommandFlags.FireAndForget);
        await change.ExecuteAsync();
        return (await uses, (await oldest)[0].Score);
    }
}
