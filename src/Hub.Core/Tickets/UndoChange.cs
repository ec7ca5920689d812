using System.Globalization;
using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>Undoes a change from the history, where that loses nothing: only while what it set still stands.</summary>
public sealed class UndoChange(IHubStore store, MergeTickets merge, SplitTicket split, MoveEntries move, LinkTickets link, WatchTicket watch, ShelveTicket shelve,
    ChangeTicket change)
{
    private const int MostTries = 20;
    private static readonly TicketOutcome NotUndoable = new TicketOutcome.Refused("not-undoable", "This cannot be undone.");

    /// <summary>Undoes the change that the activity <paramref name="seq"/> of the ticket records; answers the ticket.</summary>
    public async ValueTask<TicketOutcome> HandleAsync(TicketId id, long seq, AgentAccess by, CancellationToken ct)
    {
        var page = await store.ListAsync(
            new View<Message>(Message.Fields.Ticket.Is(id.Value).And(Message.Fields.Seq.Between(seq, seq + 1)), Message.Fields.Seq), new PageRequest(1), ct);
        if (page.Items.Count == 0 || page.Items[0].Change is not { } done)
        {
            return new TicketOutcome.Invalid("seq", "There is no change of this number in the ticket.");
        }
        var other = done.What is "merged" or "mergedInto" or "split" or "moved" || done.What.StartsWith("link.", StringComparison.Ordinal)
            ? await FindAsync(done.To ?? done.From, ct)
            : null;
        if (other is not null && !by.CanRead(other))
        {
            return new TicketOutcome.Forbidden(Queues.Right.Read);
        }
        var outcome = (done.What, done.To) switch
        {
            ("mergedInto", not null) when other is not null => await merge.UndoAsync(id, other.Id, by, ct),
            ("merged", not null) when other is not null => await merge.UndoAsync(other.Id, id, by, ct),
            ("split", not null) when other is not null => await split.UndoAsync(id, other.Id, by, ct),
            ("moved", not null) when other is not null => await move.UndoAsync(id, other.Id, by, ct),
            ("shelf", not null) => await shelve.UndoAsync(id, by, ct),
            ("watcher", _) when AgentId.TryParse(done.ToId ?? done.FromId, out var agent) =>
                await watch.HandleAsync(id, agent, watches: done.ToId is null, by, ct),
            (['l', 'i', 'n', 'k', '.', .. var type], var to) when other is not null && Enum.TryParse<LinkType>(type, ignoreCase: true, out var parsed) =>
                to is null ? await link.AddAsync(id, parsed, other.Id, by, ct) : await link.RemoveAsync(id, parsed, other, by, ct),
            _ => await SetBackAsync(id, done, by, ct),
        };
        return outcome is TicketOutcome.Done && await store.FindAsync(id, ct) is { } ticket ? new TicketOutcome.Done(ticket) : outcome;
    }

    private async ValueTask<TicketOutcome> SetBackAsync(TicketId id, Change done, AgentAccess by, CancellationToken ct)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await store.FindAsync(id, ct) is not { } ticket || !by.CanRead(ticket))
            {
                return new TicketOutcome.NotFound();
            }
            if (SetBack(ticket, done) is not { } undo)
            {
                return NotUndoable;
            }
            if (!undo.StillStands)
            {
                return new TicketOutcome.Refused("changed-since", "It was changed again since.");
            }
            switch (await change.HandleAsync(undo.Command with { Version = ticket.Version, Because = "undo" }, by, ct))
            {
                case ChangeOutcome.Changed changed:
                    return new TicketOutcome.Done(changed.Ticket);
                case ChangeOutcome.VersionConflict:
                    break;
                case ChangeOutcome.NotFound:
                    return new TicketOutcome.NotFound();
                case ChangeOutcome.Forbidden forbidden:
                    return new TicketOutcome.Forbidden(forbidden.Right);
                case ChangeOutcome.AlreadyMerged merged:
                    return new TicketOutcome.AlreadyMerged(merged.Into);
                case ChangeOutcome.Blocked blocked:
                    return blocked.Why;
                case ChangeOutcome.Invalid invalid:
                    return new TicketOutcome.Refused("not-undoable", invalid.Text);
            }
        }
        throw new StoreUnavailableException($"Ticket {id} changed {MostTries} times while a change was being undone.");
    }

    /// <summary>The command that sets the old value, and whether the new one still stands; null for what has no way back.</summary>
    private static (ChangeCommand Command, bool StillStands)? SetBack(Ticket ticket, Change done)
    {
        var command = new ChangeCommand(ticket.Id);
        return done.What switch
        {
            "subject" when done.From is { } subject => (command with { Subject = subject }, ticket.Subject == done.To),
            "status" when done.From is { } status => (command with { Status = status }, ticket.Status == done.To),
            "queue" when QueueId.TryParse(done.FromId, out var queue) => (command with { Queue = queue }, ticket.Queue.Value == done.ToId),
            "assignee" when HasIds(done) => (command with { Assignee = AgentOf(done.FromId) }, ticket.Assignee?.Value == done.ToId),
            "responsible" when HasIds(done) => (command with { Responsible = AgentOf(done.FromId) }, ticket.Responsible?.Value == done.ToId),
            "contact" when ContactId.TryParse(done.FromId, out var contact) => (command with { Contact = contact }, ticket.Contact.Value == done.ToId),
            "priority" when Enum.TryParse<Priority>(done.From, true, out var rank) => (command with { Priority = rank }, Is<Priority>(ticket.Priority, done.To)),
            "urgency" => (command with { Urgency = GradeOf(done.From) }, Is(ticket.Urgency, done.To)),
            "impact" => (command with { Impact = GradeOf(done.From) }, Is(ticket.Impact, done.To)),
            "tags" => (command with { Tags = new Patch<IReadOnlyList<string>>(true, done.From?.Split(", ", StringSplitOptions.RemoveEmptyEntries) ?? []) },
                string.Join(", ", ticket.Tags) == (done.To ?? "")),
            "pendingUntil" => (command with { PendingUntil = InstantOf(done.From) }, ticket.PendingUntil == InstantOf(done.To)),
            _ => null,
        };
    }

    private static bool HasIds(Change done) => done.FromId is not null || done.ToId is not null;

    private static Patch<AgentId?> AgentOf(string? id) => new(true, AgentId.TryParse(id, out var agent) ? agent : null);

    private static Patch<Grade?> GradeOf(string? name) => new(true, Enum.TryParse<Grade>(name, true, out var grade) ? grade : null);

    private static bool Is<T>(T? value, string? name) where T : struct, Enum => string.Equals(value?.ToString(), name, StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset? InstantOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) ? at : null;

    private async ValueTask<Ticket?> FindAsync(string? number, CancellationToken ct) =>
        number is not null && await store.ResolveAsync(Ticket.NumberKey(number), ct) is { } holder
            ? await store.FindAsync(new TicketId(holder.Key), ct)
            : null;
}
