using Hub.Core.Storage;

namespace Hub.Core.Work;

/// <summary>A process of Hub, written anew by itself every few seconds. Others judge it by whether this changes, never by comparing
/// clocks.</summary>
public sealed record NodeBeat : Document<NodeBeat>, IDocument<NodeBeat>
{
    /// <summary>The machine it runs on; for people.</summary>
    public required string Machine { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Its own time of the last beat.</summary>
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<NodeBeat> Kind { get; } = new("node", "nod") { IsLocal = true };
}
