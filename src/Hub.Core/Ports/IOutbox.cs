using Hub.Core.Outbound;

namespace Hub.Core.Ports;

/// <summary>Leases of outgoing work.</summary>
public interface IOutbox
{
    /// <summary>Leases due work: of each lane at most its oldest unsettled entry, never one under a live lease. Oldest is what was
    /// committed first, and within a commit what was enqueued first.</summary>
    /// <param name="consumer">Whose work.</param>
    /// <param name="max">At most this many entries.</param>
    /// <param name="duration">How long the lease holds.</param>
    /// <param name="ct">Cancels the call.</param>
    ValueTask<IReadOnlyList<LeasedEntry>> LeaseAsync(string consumer, int max, TimeSpan duration, CancellationToken ct);

    /// <summary>Prolongs the leases that still hold to <paramref name="duration"/> from now; answers the ids of their entries. Work
    /// whose id is missing is another's by now. A lease that ran out still holds until somebody else takes it.</summary>
    ValueTask<IReadOnlySet<string>> RenewAsync(IReadOnlyCollection<LeasedEntry> work, TimeSpan duration, CancellationToken ct);

    /// <summary>Records what became of work; answers the ids whose lease still held. The others were not changed. A lease that ran
    /// out still holds until somebody else takes it.</summary>
    ValueTask<IReadOnlySet<string>> SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken ct);

    /// <summary>Makes due at once what waits for another try and was put off for that very reason; work under a lease is left alone.</summary>
    /// <param name="consumer">Whose work.</param>
    /// <param name="reason">As the <see cref="Settlement.Retry"/> said.</param>
    /// <param name="ct">Cancels waiting only.</param>
    ValueTask HastenAsync(string consumer, string reason, CancellationToken ct);

    /// <summary>Completes when work for the consumer may have come, at the latest when the earliest waiting entry is due.</summary>
    ValueTask WaitAsync(string consumer, CancellationToken ct);

    /// <summary>How many entries wait and how many have failed; for metrics and <c>check</c>.</summary>
    ValueTask<OutboxDepth> DepthAsync(CancellationToken ct);
}

/// <summary>Size of the outbox.</summary>
/// <param name="Pending">Not yet settled.</param>
/// <param name="Failed">Given up.</param>
/// <param name="OldestDueAt">Due time of the oldest pending entry, or null.</param>
public sealed record OutboxDepth(int Pending, int Failed, DateTimeOffset? OldestDueAt);
