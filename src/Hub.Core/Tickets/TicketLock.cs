namespace Hub.Core.Tickets;

/// <summary>Who is answering now.</summary>
/// <param name="Holder">The agent.</param>
/// <param name="HolderName">Display name when taken.</param>
/// <param name="Token">Fencing number: grows with every take and take-over of this ticket's lock.</param>
/// <param name="TakenAt">When.</param>
public sealed record TicketLock(AgentId Holder, string HolderName, long Token, DateTimeOffset TakenAt)
{
    /// <summary>How long a lock lives without renewal.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>How long after taking the header alone vouches for a lock while coordination is away.</summary>
    public static readonly TimeSpan Unattended = TimeSpan.FromMinutes(2);

    /// <summary>How long a lock just taken stands by its header alone: its lease begins only after the commit that takes it.</summary>
    public static readonly TimeSpan Beginning = TimeSpan.FromSeconds(5);

    /// <summary>Whether the lock still stands, given what the coordination server says about its lease.</summary>
    public bool IsAlive(Ports.LockLease lease, DateTimeOffset now) => lease switch
    {
        Ports.LockLease.Held => true,
        Ports.LockLease.Lapsed => now - TakenAt < Beginning,
        Ports.LockLease.Unknown => now - TakenAt < Unattended,
        _ => throw new ArgumentOutOfRangeException(nameof(lease)),
    };
}
