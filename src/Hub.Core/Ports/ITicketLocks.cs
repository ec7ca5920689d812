namespace Hub.Core.Ports;

/// <summary>Renewal of ticket locks. Holder and fencing number live in the ticket's header; this says whether the holder is
/// still there.</summary>
public interface ITicketLocks
{
    /// <summary>Starts or renews the lease of a lock; false when a higher fencing number has taken it over.</summary>
    ValueTask<bool> RenewAsync(TicketId ticket, long token, TimeSpan lease, CancellationToken ct);

    /// <summary>Ends the lease; nothing happens when the token is not the one that holds it.</summary>
    ValueTask EndAsync(TicketId ticket, long token, CancellationToken ct);

    /// <summary>Whether the lease with this token is alive.</summary>
    ValueTask<LockLease> LookAsync(TicketId ticket, long token, CancellationToken ct);
}

/// <summary>State of a lock's lease.</summary>
public enum LockLease
{
    /// <summary>The coordination server cannot be asked: the header and the time taken decide.</summary>
    Unknown,
    /// <summary>Renewed recently.</summary>
    Held,
    /// <summary>Ran out.</summary>
    Lapsed,
}
