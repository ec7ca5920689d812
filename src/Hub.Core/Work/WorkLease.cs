using Hub.Core.Storage;

namespace Hub.Core.Work;

/// <summary>Which node does a piece of background work. Written only when it changes hands, so that its version is a fence: a
/// commit that expects it is refused once another node has taken the work.</summary>
public sealed record WorkLease : Document<WorkLease>, IDocument<WorkLease>
{
    /// <summary>The node; null while the work is free.</summary>
    public DocId<NodeBeat>? Holder { get; init; }

    /// <summary>How often the work has been taken.</summary>
    public required long Fence { get; init; }

    /// <summary>When it last changed hands.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<WorkLease> Kind { get; } = new("work_lease", "wlk") { IsLocal = true };

    /// <summary>The one lease of a piece of work.</summary>
    /// <param name="work">Letters, digits, '-' and '_'.</param>
    public static DocId<WorkLease> IdOf(string work) => new($"wlk_{work}");
}
