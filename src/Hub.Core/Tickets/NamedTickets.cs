namespace Hub.Core.Tickets;

/// <summary>Where entries name other tickets.</summary>
internal static class NamedTickets
{
    private const string Child = "child ";

    /// <summary>The numbers that an entry names.</summary>
    public static IEnumerable<string> In(Message entry)
    {
        IEnumerable<string?> ofChange = entry.Change is not { } change ? []
            : IsTie(change.What) ? [change.From, change.To]
            : change.Because is { } because ? [ChildIn(because)] : [];
        return ofChange.Append(entry.Origin?.Ticket).Append(entry.MovedTo?.Ticket).OfType<string>();
    }

    /// <summary>Whether a change of that kind has numbers of tickets for its values.</summary>
    public static bool IsTie(string what) =>
        what is "merged" or "mergedInto" or "split" or "splitFrom" or "moved" or "movedFrom" or "link"
        || what.StartsWith("link.", StringComparison.Ordinal);

    /// <summary>Why a parent was opened or told of its children.</summary>
    /// <param name="number">Of the child.</param>
    /// <param name="isOpen">Whether it is open; closed otherwise.</param>
    public static string BecauseOfChild(string number, bool isOpen) => $"{Child}{number} is {(isOpen ? "open" : "closed")}";

    /// <summary>The number in a reason made by <see cref="BecauseOfChild"/>; null in any other.</summary>
    public static string? ChildIn(string because)
    {
        if (!because.StartsWith(Child, StringComparison.Ordinal))
        {
            return null;
        }
        var digits = because.AsSpan(Child.Length);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return end > 0 && digits[end..] is " is open" or " is closed" ? digits[..end].ToString() : null;
    }
}
