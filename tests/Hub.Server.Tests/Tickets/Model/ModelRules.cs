using Hub.Core.Tickets;

namespace Hub.Server.Tests.Tickets.Model;

/// <summary>What each command does, said a second time and without Hub's rules: tickets in, tickets out.</summary>
internal static class ModelRules
{
    /// <summary>What a command is answered: <c>done</c>, <c>same</c> when there is nothing to do, or why not.</summary>
    public static string CodeOf(ModelDesk desk, ModelCommand command) =>
        Refuse(desk, command, desk[command.Ticket], command.Other is { } id ? desk[id] : null) ?? "done";

    /// <summary>Carries out a command that is answered <c>done</c>.</summary>
    /// <param name="desk">All tickets before.</param>
    /// <param name="command">The command.</param>
    /// <param name="made">The ticket that a split makes.</param>
    /// <param name="seqs">Numbers of added entries, by ticket.</param>
    public static (ModelDesk Desk, IReadOnlyCollection<TicketId> Touched) Apply(
        ModelDesk desk, ModelCommand command, TicketId made, Func<TicketId, IReadOnlyList<long>> seqs)
    {
        var ticket = desk[command.Ticket];
        var other = command.Other is { } id ? desk[id] : null;
        var edit = new ModelEdit(desk, seqs);
        Do(edit, desk, command, ticket, other, made);
        return edit.Done();
    }

    private static string? Refuse(ModelDesk desk, ModelCommand command, ModelTicket ticket, ModelTicket? other) => command.Deed switch
    {
        Deed.Take or Deed.Assign => RefuseChange(command, ticket, ticket.Assignee == command.Assignee, isFree: false),
        Deed.Queue => RefuseChange(command, ticket, ticket.Queue == command.Queue, isFree: false),
        Deed.Priority => RefuseChange(command, ticket, ticket.Priority == command.Priority, isFree: true),
        Deed.Status or Deed.Reopen => RefuseChange(command, ticket, ticket.State == command.State, isFree: !ticket.IsClosed),
        Deed.Close => RefuseChange(command, ticket, ticket.IsClosed, isFree: false)
            ?? (desk.EndsOf(ticket.Linked(LinkType.Child)).Any(child => child.IsActive && child.Id != ticket.Id) ? "open-children" : null),
        Deed.Reply => ticket.MergedInto is not null ? "already-merged"
            : ticket.Lock is { } held && held != command.By ? "locked"
            : ticket.Entries.Any(entry => entry.IsPublic && entry.Author != command.By.Value && entry.Since > command.Seen) ? "stale-reply" : null,
        Deed.Note => ticket.MergedInto is not null ? "already-merged" : null,
        Deed.Lock => ticket.MergedInto is not null ? "already-merged"
            : ticket.Lock == command.By ? "same" : ticket.Lock is not null ? "locked" : null,
        Deed.TakeOver => ticket.MergedInto is not null ? "already-merged" : ticket.Lock == command.By ? "same" : null,
        Deed.Unlock => ticket.Lock is null ? "same" : ticket.Lock != command.By ? "locked" : null,
        Deed.Merge => command.IsLimited ? "forbidden" : (ticket.MergedInto ?? other!.MergedInto) is not null ? "already-merged" : null,
        Deed.Unmerge => command.IsLimited ? "forbidden"
            : ticket.MergedInto != other!.Id || other.MergedInto is not null ? "nothing-to-undo" : null,
        Deed.Split => ticket.MergedInto is not null ? "already-merged" : command.IsLimited ? "forbidden" : RefuseEntry(command, ticket),
        Deed.Move => command.IsLimited ? "forbidden" : (ticket.MergedInto ?? other!.MergedInto) is not null ? "already-merged" : RefuseEntry(command, ticket),
        Deed.Link => (ticket.MergedInto ?? other!.MergedInto) is not null ? "already-merged"
            : ticket.Links.Contains((command.Link, other!.Id)) ? "same"
            : (command.Link == LinkType.Parent && desk.IsAbove(ticket.Id, other.Id)) || (command.Link == LinkType.Child && desk.IsAbove(other.Id, ticket.Id)) ? "link-cycle" : null,
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    /// <summary>A change of a property: nothing to do is no question of rights.</summary>
    private static string? RefuseChange(ModelCommand command, ModelTicket ticket, bool isSo, bool isFree) =>
        ticket.MergedInto is not null ? "already-merged" : isSo ? "same" : command.IsLimited && !isFree ? "forbidden" : null;

    private static string? RefuseEntry(ModelCommand command, ModelTicket ticket) =>
        ticket.Entries.Any(entry => entry.Seq == command.Seq && entry.MovedTo is not null) ? "already-moved" : null;

    private static void Do(ModelEdit edit, ModelDesk desk, ModelCommand command, ModelTicket ticket, ModelTicket? other, TicketId made)
    {
        switch (command.Deed)
        {
            case Deed.Take or Deed.Assign:
                edit.Set(ticket.Id, now => now with { Assignee = command.Assignee });
                break;
            case Deed.Queue:
                edit.Set(ticket.Id, now => now with { Queue = command.Queue });
                break;
            case Deed.Priority:
                edit.Set(ticket.Id, now => now with { Priority = command.Priority });
                break;
            case Deed.Status or Deed.Reopen or Deed.Close:
                edit.SetState(ticket.Id, command.State);
                break;
            case Deed.Reply:
                edit.Add(ticket.Id, command.Text, isPublic: true, isIn: false, command.By.Value);
                edit.Set(ticket.Id, now => now with { Lock = null, Assignee = now.Assignee ?? command.By, State = now.State == TicketState.New ? TicketState.Open : now.State });
                break;
            case Deed.Note:
                edit.Add(ticket.Id, command.Text, isPublic: false, isIn: false, command.By.Value);
                break;
            case Deed.Lock or Deed.TakeOver:
                edit.Set(ticket.Id, now => now with { Lock = command.By });
                break;
            case Deed.Unlock:
                edit.Set(ticket.Id, static now => now with { Lock = null });
                break;
            case Deed.Merge:
                ModelTies.Merge(edit, ticket, other!);
                break;
            case Deed.Unmerge:
                ModelTies.Unmerge(edit, desk, ticket, other!);
                break;
            case Deed.Split:
                edit.Set(ticket.Id, now => now with { Links = now.Links.Add((LinkType.Related, made)) });
                edit.Put(new ModelTicket(made, ticket.Queue) { Priority = ticket.Priority, Links = [(LinkType.Related, ticket.Id)] });
                ModelTies.Move(edit, ticket, made, command.Seq);
                break;
            case Deed.Move:
                ModelTies.Move(edit, ticket, other!.Id, command.Seq);
                break;
            case Deed.Link:
                edit.Set(ticket.Id, now => now with { Links = now.Links.Add((command.Link, other!.Id)) });
                edit.Set(other!.Id, now => now with { Links = now.Links.Add((ModelTies.Opposite(command.Link), ticket.Id)) });
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(command));
        }
    }
}
