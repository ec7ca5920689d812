using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>By what a message says which ticket it continues; stronger ones first.</summary>
public enum SignKind
{
    /// <summary>By nothing.</summary>
    None,
    /// <summary>A token that only we can have given out.</summary>
    Token,
    /// <summary>The id of a mail in the thread.</summary>
    Reference,
    /// <summary>The number in the subject, which can be guessed.</summary>
    SubjectNumber,
}

/// <summary>The ticket a message continues.</summary>
/// <param name="Sign">By what.</param>
/// <param name="Ticket">The ticket as read, merges followed; null without a sign.</param>
/// <param name="IsNote">The sign names a note: what answers it stays internal.</param>
/// <param name="Because">For people.</param>
public sealed record ThreadMatch(SignKind Sign, Ticket? Ticket, bool IsNote, string Because)
{
    /// <summary>No sign, or none that leads to a ticket.</summary>
    public static ThreadMatch None { get; } = new(SignKind.None, null, false, "It names no ticket.");
}
