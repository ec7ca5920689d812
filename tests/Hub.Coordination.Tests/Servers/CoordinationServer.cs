namespace Hub.Coordination.Tests.Servers;

/// <summary>A server that can be stopped and started again at the same address, empty.</summary>
public abstract class CoordinationServer : IAsyncLifetime
{
    public abstract string ConnectionString { get; }

    /// <summary>Why there is none on this machine, with the line that installs it; null when there is one.</summary>
    public virtual string? MissingBecause => null;

    public abstract ValueTask StartAsync();

    public abstract ValueTask StopAsync();

    public ValueTask InitializeAsync() => MissingBecause is null ? StartAsync() : ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return MissingBecause is null ? StopAsync() : ValueTask.CompletedTask;
    }
}
