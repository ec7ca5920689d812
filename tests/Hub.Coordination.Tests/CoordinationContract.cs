using Hub.Coordination.Redis;
using Hub.Coordination.Tests.Servers;
using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Coordination.Tests;

/// <summary>What every contract test has: a server, keys of its own, a clock it moves, and connections closed at the end.</summary>
public abstract class CoordinationContract(CoordinationServer server) : IAsyncLifetime
{
    private readonly string _prefix = $"test-{Guid.NewGuid():n}:";
    private readonly List<IAsyncDisposable> _opened = [];
    private TimeSpan _usualTimeout;

    protected CoordinationServer Server { get; } = server;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected static AgentId Anna { get; } = new("agt_anna");

    protected static AgentId Ben { get; } = new("agt_ben");

    protected static TicketId Ticket { get; } = new("tkt_1");

    protected RedisConnection Connection { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Server.MissingBecause is not null, Server.MissingBecause ?? "");
        Connection = await OpenAsync();
        await Eventually.TrueAsync(async () => await Connection.PingAsync(Ct));
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var opened in Enumerable.Reverse(_opened))
        {
            await opened.DisposeAsync();
        }
    }

    /// <summary>A connection that waits longer than the product's: a busy test machine is no lost server.</summary>
    protected async Task<RedisConnection> OpenAsync()
    {
        var connection = Own(await RedisConnection.OpenAsync(Server.ConnectionString, _prefix, NullLogger<RedisConnection>.Instance, Ct));
        (_usualTimeout, connection.CallTimeout) = (connection.CallTimeout, TimeSpan.FromSeconds(10));
        return connection;
    }

    /// <summary>Back to how long the product waits.</summary>
    protected void WaitAsUsual() => Connection.CallTimeout = _usualTimeout;

    protected T Own<T>(T opened) where T : IAsyncDisposable
    {
        _opened.Add(opened);
        return opened;
    }

    /// <summary>Calls every port, so that every command Hub has is sent.</summary>
    protected async Task UseEverythingAsync()
    {
        var presence = new RedisPresence(Connection, Clock);
        await presence.BeatAsync(Anna, "c1", Availability.Online, Ct);
        await presence.BeatAsync(Ben, "c2", Availability.Online, Ct);
        await presence.LeaveAsync(Ben, "c2", Ct);
        Clock.Advance(RedisPresence.Lease);
        await presence.ReadAsync(Ct);
        await presence.ViewAsync(Ticket, new Viewer(Anna, "Anna", ViewerMode.Viewing), "c1", Ct);
        await presence.ViewersAsync(Ticket, Ct);
        await presence.UnviewAsync(Ticket, "c1", Ct);
        var locks = new RedisTicketLocks(Connection, Clock);
        await locks.RenewAsync(Ticket, 1, RedisPresence.Lease, Ct);
        await locks.RenewAsync(Ticket, 2, RedisPresence.Lease, Ct);
        await locks.LookAsync(Ticket, 2, Ct);
        await locks.EndAsync(Ticket, 2, Ct);
        var limiter = new RedisRateLimiter(Connection, new LocalRateLimiter(Clock), Clock);
        await limiter.TakeAsync("k", new RateLimit(1, TimeSpan.FromSeconds(9)), Ct);
        await limiter.TakeAsync("k", new RateLimit(1, TimeSpan.FromSeconds(9)), Ct);
        var fanout = Own(new RedisFanout(Connection, NullLogger<RedisFanout>.Instance));
        await fanout.WhenSubscribedAsync(Ct);
        fanout.Publish(new FeedEvent.PresenceChanged());
    }
}
