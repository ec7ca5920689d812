using Hub.Core.Agents;
using Hub.Core.Queues;

namespace Hub.Core.Tickets;

/// <summary>How a command on a ticket ended.</summary>
public abstract record TicketOutcome
{
    private TicketOutcome()
    {
    }

    /// <summary>What a verdict about a right means; null when it allows.</summary>
    public static TicketOutcome? Of(Verdict verdict, Right right) => verdict switch
    {
        Verdict.Allowed => null,
        Verdict.Refused => new Forbidden(right),
        Verdict.Hidden => new NotFound(),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    /// <summary>Done, or so already: the ticket the command answers with.</summary>
    public sealed record Done(Ticket Ticket) : TicketOutcome;

    /// <summary>Not there, or not visible to this agent.</summary>
    public sealed record NotFound : TicketOutcome;

    /// <summary>Seen, but this agent lacks the right.</summary>
    public sealed record Forbidden(Right Right) : TicketOutcome;

    /// <summary>Continues in another ticket.</summary>
    public sealed record AlreadyMerged(TicketId Into) : TicketOutcome;

    /// <summary>Something stands in the way.</summary>
    /// <param name="Code">Stable, as the API answers it, for example <c>open-children</c>.</param>
    /// <param name="Text">For people.</param>
    public sealed record Refused(string Code, string Text) : TicketOutcome
    {
        /// <summary>The tickets that stand in the way, as far as whoever asked may see them; empty where it is none.</summary>
        public IReadOnlyList<Ticket> Blockers { get; init; } = [];

        /// <summary>How many more stand in the way that whoever asked may not see.</summary>
        public int HiddenBlockers { get; init; }

        /// <summary>What stands in the way as a list: <paramref name="hidden"/> once for each that may not be seen.</summary>
        public string ListBlockers(Func<Ticket, string> name, string hidden) =>
            string.Join(", ", Blockers.Select(name).Concat(Enumerable.Repeat(hidden, HiddenBlockers)));
    }

    /// <summary>Something about the command is wrong.</summary>
    public sealed record Invalid(string Field, string Text) : TicketOutcome;
}
