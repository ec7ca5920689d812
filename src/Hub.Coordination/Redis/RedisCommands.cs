using StackExchange.Redis;

namespace Hub.Coordination.Redis;

/// <summary>The commands Hub uses: those that Redis and the embedded server both have. The client refuses all others, so that
/// a feature of only one server cannot slip in.</summary>
public static class RedisCommands
{
    /// <summary>Used by the ports.</summary>
    public static IReadOnlySet<string> OfPorts { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "HSET", "HDEL", "HEXISTS", "HGETALL", "ZADD", "ZREM", "ZCARD", "ZSCORE", "ZRANGE", "ZRANGEBYSCORE", "ZREMRANGEBYSCORE",
        "EXPIRE", "PEXPIRE", "PUBLISH", "SUBSCRIBE", "UNSUBSCRIBE", "MULTI", "EXEC", "WATCH", "UNWATCH", "DISCARD", "PING",
    };

    /// <summary>Used by the client itself to connect, to find its way in a cluster, and to see that a connection lives.</summary>
    public static IReadOnlySet<string> OfClient { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "AUTH", "HELLO", "CLIENT", "INFO", "CONFIG", "ECHO", "SELECT", "CLUSTER", "ASKING", "READONLY", "ROLE", "SENTINEL", "GET", "QUIT",
    };

    internal static CommandMap Map { get; } =
        CommandMap.Create(new HashSet<string>(OfPorts.Concat(OfClient), StringComparer.OrdinalIgnoreCase), available: true);
}
