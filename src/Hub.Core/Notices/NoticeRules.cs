using Hub.Core.Agents;
using Hub.Core.Outbound;
using Hub.Core.Tickets;

namespace Hub.Core.Notices;

/// <summary>Pure rules: who is told of what. Customers never are, and nobody of what he did himself.</summary>
public static class NoticeRules
{
    /// <summary>Work for the <see cref="OutboxConsumers.Notify"/> consumer, or null when nobody need be told; costs next to nothing for
    /// an ordinary message.</summary>
    internal static OutboxEntry? WorkFor(TicketEdit edit) => edit.Added.Any(entry => Concerns(entry, edit.Ticket))
        ? OutboxEntry.Create(OutboxConsumers.Notify, edit.Ticket.Id.Value,
            System.Text.Json.JsonSerializer.Serialize(new NotifyPayload(edit.Ticket.Id, edit.Added[0].Seq, edit.Added[^1].Seq), Storage.HubJson.Options), edit.Now)
        : null;

    /// <summary>Who is told of an entry and why, each agent once; rights are not looked at here.</summary>
    public static IEnumerable<(AgentId Agent, NoticeType Type)> Of(Message entry, Ticket ticket, DirectorySnapshot names)
    {
        IEnumerable<(AgentId Agent, NoticeType Type)> told = entry switch
        {
            { MessageKind: MessageKind.Note } => MentionsIn(entry.Text, names).Select(static agent => (agent, NoticeType.Mention)),
            // A machine's words are worth no mail, and a mail about them could be what it answers next.
            { MessageKind: MessageKind.Public, Direction: Direction.In } when !entry.Marks.Contains(MessageMarks.Automatic) =>
                ticket.Watchers.Select(static agent => (agent, NoticeType.Message)),
            { Change: { What: "assignee" } change } => [.. AgentOf(change.ToId, NoticeType.Assigned), .. AgentOf(change.FromId, NoticeType.Unassigned)],
            { Change: { What: "responsible" } change } => AgentOf(change.ToId, NoticeType.Responsible),
            { Change.What: "children" } => AgentOf(ticket.Assignee?.Value, NoticeType.Children),
            { Change: { What: "status", Because: "time has come" } } =>
                [.. AgentOf(ticket.Assignee?.Value, NoticeType.Reminder), .. ticket.Watchers.Select(static agent => (agent, NoticeType.Status))],
            { Change.What: "status" } => ticket.Watchers.Select(static agent => (agent, NoticeType.Status)),
            _ => [],
        };
        return told.Where(one => entry.Author.Type != ActorType.Agent || entry.Author.Id != one.Agent.Value).DistinctBy(static one => one.Agent);
    }

    /// <summary>The agents that a note names by <c>@</c> and their full name.</summary>
    public static IEnumerable<AgentId> MentionsIn(string text, DirectorySnapshot names) => text.Contains('@')
        ? names.Agents.Values.Where(agent => agent.IsActive && Names(text, agent.Name)).Select(static agent => agent.Id)
        : [];

    private static bool Concerns(Message entry, Ticket ticket) => entry switch
    {
        { MessageKind: MessageKind.Note } => entry.Text.Contains('@'),
        { MessageKind: MessageKind.Public, Direction: Direction.In } => ticket.Watchers.Count > 0 && !entry.Marks.Contains(MessageMarks.Automatic),
        { Change.What: "assignee" or "responsible" or "children" } => true,
        { Change: { What: "status", Because: "time has come" } } => true,
        { Change.What: "status" } => ticket.Watchers.Count > 0,
        _ => false,
    };

    private static bool Names(string text, string name)
    {
        for (var at = text.IndexOf("@" + name, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = text.IndexOf("@" + name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + 1 + name.Length;
            // "@Ann" inside "@Anna" or "x@ann.example" names nobody.
            if ((end == text.Length || !char.IsLetterOrDigit(text[end])) && (at == 0 || !char.IsLetterOrDigit(text[at - 1])))
            {
                return true;
            }
        }
        return false;
    }

    private static IEnumerable<(AgentId Agent, NoticeType Type)> AgentOf(string? id, NoticeType type) =>
        AgentId.TryParse(id, out var agent) ? [(agent, type)] : [];
}

/// <summary>What <see cref="OutboxConsumers.Notify"/> reads: entries of one commit.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="FirstSeq">First entry.</param>
/// <param name="LastSeq">Last entry.</param>
public sealed record NotifyPayload(TicketId Ticket, long FirstSeq, long LastSeq);
