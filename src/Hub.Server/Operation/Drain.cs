namespace Hub.Server.Operation;

/// <summary>Whether the process is on its way out: it is not ready any more, takes no new connections, but finishes what it has begun.</summary>
public sealed class Drain
{
    private volatile bool _isDraining;

    /// <summary>Follows the host's lifetime.</summary>
    public Drain(IHostApplicationLifetime lifetime) => lifetime.ApplicationStopping.Register(Begin);

    public bool IsDraining => _isDraining;

    /// <summary>Begins before the host stops.</summary>
    public void Begin() => _isDraining = true;
}
