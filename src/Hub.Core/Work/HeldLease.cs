using Hub.Core.Storage;

namespace Hub.Core.Work;

/// <summary>Work this node may do now. Commits that must not land after another node took the work carry its fence.</summary>
public sealed class HeldLease
{
    private readonly WorkLease? _lease;

    internal HeldLease(WorkLease? lease) => _lease = lease;

    /// <summary>For a process without peers: nobody can take its work.</summary>
    public static HeldLease Alone { get; } = new(null);

    /// <summary>The fencing number; 0 without peers.</summary>
    public long Fence => _lease?.Fence ?? 0;

    internal WorkLease? Lease => _lease;

    /// <summary>Makes the commit depend on the work still being this node's.</summary>
    public ChangeSet Guard(ChangeSet changes) => _lease is null ? changes : changes.Expect(_lease);

    /// <summary>Ends the caller's work when the commit was refused because another node has taken it.</summary>
    /// <exception cref="LeaseLostException">It was.</exception>
    public void EnsureHeld(CommitOutcome outcome)
    {
        if (_lease is not null && outcome is CommitOutcome.VersionConflict { Document: var document } && document == _lease.ToRef())
        {
            throw new LeaseLostException(_lease.Key);
        }
    }
}

/// <summary>Another node does this work now; what was begun here must not go on.</summary>
public sealed class LeaseLostException(string lease) : Exception($"Another node has taken {lease}.");
