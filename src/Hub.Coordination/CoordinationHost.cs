using Hub.Coordination.Embedded;
using Hub.Coordination.Redis;
using Hub.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Hub.Coordination;

/// <summary>Opens coordination once per process and owns what it opened. Starting never fails or waits long because a Redis
/// server is away: the ports answer "unknown" until it comes.</summary>
public sealed class CoordinationHost : IAsyncDisposable
{
    private readonly RedisConnection _connection;
    private readonly GarnetHost? _garnet;
    private readonly RedisFanout? _fanout;

    private CoordinationHost(RedisConnection connection, GarnetHost? garnet, RedisFanout? fanout, TimeProvider clock)
    {
        _connection = connection;
        _garnet = garnet;
        _fanout = fanout;
        Fanout = fanout is null ? new SingleNodeFanout() : fanout;
        Presence = new RedisPresence(connection, clock);
        Locks = new RedisTicketLocks(connection, clock);
        RateLimiter = new RedisRateLimiter(connection, new LocalRateLimiter(clock), clock);
    }

    public IPresence Presence { get; }

    public ITicketLocks Locks { get; }

    public IFanout Fanout { get; }

    public IRateLimiter RateLimiter { get; }

    /// <summary>Whether the coordination server is this process itself.</summary>
    public bool IsEmbedded => _garnet is not null;

    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static async Task<CoordinationHost> StartAsync(
        CoordinationSettings settings, TimeProvider clock, ILoggerFactory loggers, CancellationToken ct)
    {
        var garnet = settings.IsEmbedded ? GarnetHost.Start() : null;
        var connection = await RedisConnection.OpenAsync(
            garnet?.ConnectionString ?? settings.ConnectionString!, settings.KeyPrefix, loggers.CreateLogger<RedisConnection>(), ct);
        var fanout = garnet is null ? new RedisFanout(connection, loggers.CreateLogger<RedisFanout>()) : null;
        return new CoordinationHost(connection, garnet, fanout, clock);
    }

    /// <summary>Whether the server answers now; within half a second, never throws for a lost one.</summary>
    public ValueTask<bool> PingAsync(CancellationToken ct) => _connection.PingAsync(ct);

    public async ValueTask DisposeAsync()
    {
        if (_fanout is not null)
        {
            await _fanout.DisposeAsync();
        }

        await _connection.DisposeAsync();
        _garnet?.Dispose();
    }
}
