namespace Hub.Coordination.Tests.Servers;

/// <summary>Debian's redis-server, alone.</summary>
public sealed class RedisProcess : CoordinationServer
{
    private readonly RedisNode _node = new();

    public override string ConnectionString => _node.Address;

    public override string? MissingBecause => RedisNode.MissingBecause;

    public override async ValueTask StartAsync() => await _node.StartAsync();

    public override async ValueTask StopAsync() => await _node.StopAsync();

    /// <summary>Stops the process from running while its connections stay open.</summary>
    public Task PauseAsync() => _node.SignalAsync("STOP");

    public Task ContinueAsync() => _node.SignalAsync("CONT");
}
