using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Hub.Coordination.Redis;

/// <summary>The process's one connection to the coordination server. Calls through it answer within half a second and never
/// throw for a lost server.</summary>
public sealed partial class RedisConnection : IAsyncDisposable
{
    private readonly Circuit _circuit = new(TimeProvider.System);
    private readonly ILogger<RedisConnection> _logger;

    private RedisConnection(ConnectionMultiplexer multiplexer, string prefix, ILogger<RedisConnection> logger)
    {
        Multiplexer = multiplexer;
        Prefix = prefix;
        _logger = logger;
        multiplexer.ConnectionFailed += (_, e) => LogLost(e.ConnectionType, e.FailureType);
        multiplexer.ConnectionRestored += (_, e) =>
        {
            _circuit.Succeeded();
            LogRestored(e.ConnectionType);
        };
    }

    /// <summary>How long one call may wait for the server.</summary>
    public TimeSpan CallTimeout { get; internal set; } = TimeSpan.FromMilliseconds(400);

    internal string Prefix { get; }

    internal ConnectionMultiplexer Multiplexer { get; }

    /// <summary>Connects, or goes on trying in the background when the server is away.</summary>
    /// <param name="connectionString">StackExchange.Redis syntax.</param>
    /// <param name="prefix">Stands in front of every key and channel.</param>
    /// <param name="logger">Told of losses and returns.</param>
    /// <param name="ct">Cancels waiting for the first connection.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static async Task<RedisConnection> OpenAsync(
        string connectionString, string prefix, ILogger<RedisConnection> logger, CancellationToken ct)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;
        options.ConnectRetry = 1;
        options.ConnectTimeout = Math.Min(options.ConnectTimeout, 1000);
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(500);
        options.ReconnectRetryPolicy = new ExponentialRetry(250, 2000);
        // A call made while the server is away is answered "unknown" at once instead of waiting for its return.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.CommandMap = RedisCommands.Map;
        options.ClientName ??= "hub";
        // Roles of a replicated pair are found by ROLE and INFO; the tie-breaker would be a key outside the prefix.
        options.TieBreaker = "";
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(ct);
        return new RedisConnection(multiplexer, prefix, logger);
    }

    /// <summary>Whether the server answers now; ignores the circuit.</summary>
    public async ValueTask<bool> PingAsync(CancellationToken ct)
    {
        if (!Multiplexer.IsConnected)
        {
            return false;
        }

        var answer = await CallAsync(static database => database.PingAsync(), ct);
        return answer.IsKnown;
    }

    /// <summary>Asks the server; unknown at once while it is known to be away.</summary>
    internal async ValueTask<Answer<T>> TryAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken ct) =>
        Multiplexer.IsConnected && _circuit.MayPass() ? await CallAsync(call, ct) : Answer<T>.Unknown;

    internal RedisKey Key(string name) => Prefix + name;

    public async ValueTask DisposeAsync() => await Multiplexer.DisposeAsync();

    private async ValueTask<Answer<T>> CallAsync<T>(Func<IDatabase, Task<T>> call, CancellationToken ct)
    {
        Task<T>? asked = null;
        try
        {
            asked = call(Multiplexer.GetDatabase());
            var value = await asked.WaitAsync(CallTimeout, ct);
            _circuit.Succeeded();
            return new Answer<T>(true, value);
        }
        catch (Exception fault) when (IsLoss(fault))
        {
            Observe(asked);
            _circuit.Failed();
            LogUnanswered(fault);
            return Answer<T>.Unknown;
        }
    }

    /// <summary>The client cancels the parts of a transaction whose end it did not see; the caller's own token is not meant.</summary>
    private static bool IsLoss(Exception fault) => fault is RedisException or TimeoutException or ObjectDisposedException
        or TaskCanceledException { CancellationToken.IsCancellationRequested: false };

    /// <summary>An abandoned call may fault later; that is already accounted for.</summary>
    private static void Observe(Task? abandoned) => abandoned?.ContinueWith(
        static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Coordination server lost ({Connection}: {Failure}); presence is unknown and limits count per node until it returns")]
    private partial void LogLost(ConnectionType connection, ConnectionFailureType failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Coordination server is back ({Connection})")]
    private partial void LogRestored(ConnectionType connection);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Coordination server did not answer")]
    private partial void LogUnanswered(Exception fault);
}
