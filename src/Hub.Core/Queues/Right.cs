namespace Hub.Core.Queues;

/// <summary>What a role can allow or deny on a queue. Every right on a ticket needs <see cref="Read"/> as well: what is not seen
/// cannot be changed.</summary>
public enum Right
{
    /// <summary>See the queue's tickets in lists, search, live events, files and exports.</summary>
    Read,
    /// <summary>Write notes for colleagues.</summary>
    Note,
    /// <summary>Answer the customer, hold the lock, send again what failed.</summary>
    Reply,
    /// <summary>Move tickets out of the queue, and into it.</summary>
    Move,
    /// <summary>Give a ticket an assignee or a responsible, oneself included.</summary>
    Own,
    /// <summary>Make tickets in the queue.</summary>
    Create,
    /// <summary>Close tickets and open closed ones.</summary>
    Close,
    /// <summary>Change the queue's own settings.</summary>
    Manage,
}

/// <summary>Sets of <see cref="Right"/> as bits.</summary>
public readonly record struct RightSet(byte Bits)
{
    /// <summary>No right.</summary>
    public static RightSet None => default;

    /// <summary>Every right.</summary>
    public static RightSet All { get; } = Of(Enum.GetValues<Right>());

    /// <summary>Whether nothing is in it.</summary>
    public bool IsEmpty => Bits == 0;

    /// <summary>The set of some rights.</summary>
    public static RightSet Of(params IEnumerable<Right> rights) => new((byte)rights.Aggregate(0, static (bits, right) => bits | (1 << (int)right)));

    /// <summary>Whether the right is in it.</summary>
    public bool Has(Right right) => (Bits & (1 << (int)right)) != 0;

    /// <summary>What is in either.</summary>
    public RightSet Or(RightSet other) => new((byte)(Bits | other.Bits));

    /// <summary>What is in this one and not in the other.</summary>
    public RightSet Without(RightSet other) => new((byte)(Bits & ~other.Bits));
}
