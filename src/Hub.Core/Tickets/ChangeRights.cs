using Hub.Core.Agents;
using Hub.Core.Queues;

namespace Hub.Core.Tickets;

/// <summary>Which right each part of a <see cref="ChangeCommand"/> needs. What is set to the value it has needs none.</summary>
internal static class ChangeRights
{
    /// <summary>The first right that is missing; null when all is allowed. Assumes that the ticket may be read.</summary>
    public static Right? Missing(ChangeCommand command, Ticket ticket, AgentAccess by, DirectorySnapshot names)
    {
        if (command.Queue is { IsSet: true, Value: { } queue } && queue != ticket.Queue
            && !(by.May(Right.Move, ticket) && by.CanMoveInto(queue)))
        {
            return Right.Move;
        }
        if (!string.IsNullOrWhiteSpace(command.Note) && !by.May(Right.Note, ticket))
        {
            return Right.Note;
        }
        if (((command.Assignee.IsSet && command.Assignee.Value != ticket.Assignee)
            || (command.Responsible.IsSet && command.Responsible.Value != ticket.Responsible)) && !by.May(Right.Own, ticket))
        {
            return Right.Own;
        }
        if (names.FindStatus(command.Status.Value)?.State is { } state && ticket.IsClosed != (state is TicketState.Closed)
            && !by.May(Right.Close, ticket))
        {
            return Right.Close;
        }
        return IsEdit(command, ticket, names) && by.JudgeEdit(ticket) != Verdict.Allowed ? Right.Note : null;
    }

    private static bool IsEdit(ChangeCommand command, Ticket ticket, DirectorySnapshot names) =>
        command.Subject.IsSet || command.PendingUntil.IsSet || command.Priority.IsSet || command.Urgency.IsSet || command.Impact.IsSet
        || command.Tags.IsSet || command.Contact.IsSet || command.Fields.Count > 0
        || (command.Status.Value is { } status && !ticket.IsClosed && names.FindStatus(status)?.State is not TicketState.Closed);
}
