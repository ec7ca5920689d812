using Hub.Core.Agents;

namespace Hub.Core.Tickets;

/// <summary>Gives the work of agents who are away to those who stand in: when a ticket is assigned to one, and when one's ticket opens.</summary>
public static class StandIn
{
    private const int MostSteps = 5;

    /// <summary>Who works in an agent's place at an instant: itself while it is there; null when all who stand in are away too.</summary>
    public static AgentId? Of(AgentId agent, DirectorySnapshot names, DateTimeOffset at)
    {
        AgentId? present = agent;
        for (var steps = 0; steps < MostSteps; steps++)
        {
            if (present is not { } id || names.Agents.GetValueOrDefault(id)?.Absence is not { } absence || !absence.Covers(at))
            {
                return present;
            }
            present = absence.Substitute;
        }
        return null;
    }

    /// <summary>Gives an edit's ticket to whoever stands in for its assignee, with the activity; nothing when the assignee is there.</summary>
    public static void Apply(TicketEdit edit, DirectorySnapshot names)
    {
        if (edit.Ticket.Assignee is not { } assignee || Of(assignee, names, edit.Now) is var present && present == assignee)
        {
            return;
        }
        edit.Set(ticket => ticket with { Assignee = present });
        edit.Record(new Change("assignee", names.NameOf(assignee), names.NameOf(present), Actor.Rule("absence"), "absent")
        {
            FromId = assignee.Value,
            ToId = present?.Value,
        });
    }

    /// <summary>As <see cref="Apply"/>, when the edit opens a ticket that was closed or pending.</summary>
    public static void ApplyWhenOpened(TicketEdit edit, DirectorySnapshot names)
    {
        if (edit.Before.State is TicketState.Closed or TicketState.Pending && edit.Ticket.State == TicketState.Open)
        {
            Apply(edit, names);
        }
    }
}
