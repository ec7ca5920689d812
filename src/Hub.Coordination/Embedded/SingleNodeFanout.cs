using Hub.Core.Live;
using Hub.Core.Ports;

namespace Hub.Coordination.Embedded;

/// <summary>Fan-out of a node without peers: there is nobody to tell and nothing to miss.</summary>
public sealed class SingleNodeFanout : IFanout
{
    public bool IsCarrying => true;

    public void Publish(FeedEvent feedEvent)
    {
    }

    public IDisposable Subscribe(Action<FeedEvent> receive, Action resync) => Nothing.Instance;

    private sealed class Nothing : IDisposable
    {
        public static readonly Nothing Instance = new();

        public void Dispose()
        {
        }
    }
}
