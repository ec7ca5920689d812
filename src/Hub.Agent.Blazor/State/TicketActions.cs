using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Times;

namespace Hub.Agent.Blazor.State;

/// <summary>What can be done with the open ticket beyond its fields; refusals come back as sentences.</summary>
public sealed class TicketActions(
    ThreadReader reader, MergeTickets merge, SplitTicket split, MoveEntries move, LinkTickets link, UndoChange undo, WatchTicket watch,
    ForwardTicket forward, BookTime book, ShelveTicket shelve, ConsoleSession session)
{
    /// <summary>A ticket number without what it may be typed with.</summary>
    public static string NumberOf(string typed) => typed.Trim().TrimStart('#');

    /// <summary>The ticket of a number as it is typed; null when there is none that may be read.</summary>
    /// <exception cref="StoreUnavailableException">Nobody can say now.</exception>
    public ValueTask<Ticket?> FindAsync(string number) => reader.FindAsync(NumberOf(number), session.Access, session.Ended);

    public Task<ActionAnswer> MergeAsync(Ticket ticket, string into) => WithAsync(into, other => merge.HandleAsync(ticket.Id, other.Id, session.Access, session.Ended));

    public Task<ActionAnswer> MoveAsync(Ticket ticket, IReadOnlyList<long> seqs, string to) =>
        WithAsync(to, other => move.HandleAsync(ticket.Id, seqs, other.Id, session.Access, session.Ended));

    public Task<ActionAnswer> LinkAsync(Ticket ticket, LinkType type, string number) =>
        WithAsync(number, other => link.AddAsync(ticket.Id, type, other.Id, session.Access, session.Ended));

    public Task<ActionAnswer> UnlinkAsync(Ticket ticket, TicketLink known) =>
        WithAsync(known.Number, other => link.RemoveAsync(ticket.Id, known.Type, other, session.Access, session.Ended));

    public Task<ActionAnswer> SplitAsync(Ticket ticket, IReadOnlyList<long> seqs, string subject, QueueId queue) =>
        AnswerAsync(() => split.HandleAsync(new SplitCommand(ticket.Id, seqs, subject, queue), session.Access, session.Ended));

    public Task<ActionAnswer> UndoAsync(Ticket ticket, long seq) => AnswerAsync(() => undo.HandleAsync(ticket.Id, seq, session.Access, session.Ended));

    public Task<ActionAnswer> WatchAsync(Ticket ticket, AgentId agent, bool watches) =>
        AnswerAsync(() => watch.HandleAsync(ticket.Id, agent, watches, session.Access, session.Ended));

    public Task<ActionAnswer> ForwardAsync(Ticket ticket, string to, string text) => AnswerAsync(() => forward.HandleAsync(
        new ForwardCommand(ticket.Id, [.. to.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Select(static address => new Mailbox(null, address))], text),
        session.Access, session.Ended));

    public Task<ActionAnswer> BookAsync(Ticket ticket, int minutes, string note) =>
        AnswerAsync(() => book.HandleAsync(ticket.Id, minutes, null, note, session.Access, session.Ended));

    public Task<ActionAnswer> ShelveAsync(Ticket ticket, Shelf shelf) => AnswerAsync(() => shelve.HandleAsync(ticket.Id, shelf, session.Access, session.Ended));

    /// <summary>Whether the history offers to undo such a change.</summary>
    public static bool CanUndo(Change change) => change.Because != "undo" && (change.To ?? change.From) != Disclosure.HiddenTicket && (change.What, change.To) switch
    {
        ("merged" or "mergedInto" or "split" or "moved" or "shelf", not null) => true,
        ("status" or "priority" or "subject" or "tags" or "urgency" or "impact" or "watcher", _) => true,
        ("queue" or "assignee" or "responsible" or "contact", _) => change.FromId is not null || change.ToId is not null,
        _ => change.What.StartsWith("link.", StringComparison.Ordinal),
    };

    private Task<ActionAnswer> WithAsync(string number, Func<Ticket, ValueTask<TicketOutcome>> actAsync) => AnswerAsync(async () =>
        await FindAsync(number) is { } other
            ? await actAsync(other)
            : new TicketOutcome.Invalid("number", session.Texts.Ties.NoTicket));

    private async Task<ActionAnswer> AnswerAsync(Func<ValueTask<TicketOutcome>> actAsync)
    {
        var texts = session.Texts;
        try
        {
            return await actAsync() switch
            {
                TicketOutcome.Done done => new ActionAnswer(done.Ticket, null),
                TicketOutcome.Refused refused => new ActionAnswer(null, texts.Ties.Refusal(refused)),
                TicketOutcome.AlreadyMerged => new ActionAnswer(null, texts.Composer.Merged),
                TicketOutcome.Forbidden => new ActionAnswer(null, texts.Shell.Forbidden),
                TicketOutcome.Invalid invalid => new ActionAnswer(null, invalid.Text),
                TicketOutcome.NotFound => new ActionAnswer(null, texts.Thread.NotFound),
                var outcome => throw new InvalidOperationException($"Unknown outcome {outcome}."),
            };
        }
        catch (StoreUnavailableException)
        {
            return new ActionAnswer(null, texts.Composer.Unavailable);
        }
    }
}

/// <summary>How an action ended.</summary>
/// <param name="Ticket">The ticket it answered with; null when refused.</param>
/// <param name="Refusal">Why not, as a sentence.</param>
public sealed record ActionAnswer(Ticket? Ticket, string? Refusal);
