using Hub.Core.Live;

namespace Hub.Core.Ports;

/// <summary>Carries hints to all nodes. Best effort: what is missed is healed by revision numbers.</summary>
public interface IFanout
{
    /// <summary>Whether hints of other nodes reach this one now; while not, what they change must be looked for in the store.</summary>
    bool IsCarrying { get; }

    /// <summary>Sends to the other nodes, without waiting for them; never throws for a lost server.</summary>
    void Publish(FeedEvent feedEvent);

    /// <summary>Calls <paramref name="receive"/> for each event of another node until disposed; <paramref name="resync"/> after a
    /// gap (reconnect), when anything may have been missed.</summary>
    IDisposable Subscribe(Action<FeedEvent> receive, Action resync);
}
