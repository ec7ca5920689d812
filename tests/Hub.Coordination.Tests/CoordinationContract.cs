using Hub.Coordination.Redis;
using Hub.Coordination.Tests.Servers;
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
}
