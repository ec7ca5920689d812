using Hub.Core.Agents;
using Hub.Core.Inbound;
using Hub.Core.Queues;
using Hub.Core.Tickets;

namespace Hub.Server.Realtime.Visitors;

/// <summary>What of threads and people a visitor is told, by the settings of its inbox and of the ticket's queue.</summary>
internal sealed class VisitorView(HubDirectory directory, TimeProvider clock)
{
    /// <summary>The ticket's number and state, and what a message to it would do.</summary>
    public VisitorTicket TicketOf(Ticket ticket) => new(
        ticket.Number, ticket.State, FollowUp.Of(ticket, directory.Current.SettingsOf(ticket.Queue), clock.GetUtcNow()) switch
        {
            FollowUp.NewTicket => FollowUpPolicy.NewTicket,
            FollowUp.Append { Reopens: false } => FollowUpPolicy.KeepClosed,
            _ => FollowUpPolicy.Reopen,
        });

    /// <summary>An entry in the visitor's own numbering.</summary>
    public VisitorEntryShape EntryOf(InboxId inbox, VisitorEntry entry) => EntryOf(inbox, entry.Message, entry.Seq, entry.Rev);

    /// <inheritdoc cref="EntryOf(InboxId, VisitorEntry)"/>
    public VisitorEntryShape EntryOf(InboxId inbox, Message message, long seq, long rev) => VisitorEntryShape.Of(
        message, message.Author.Type == ActorType.Agent ? AgentName(inbox, message.Author.Name) : message.Author.Name, seq, rev);

    /// <summary>The name under which an agent answers: the team's where the inbox has one.</summary>
    public string AgentName(InboxId inbox, string own) => directory.Current.Inboxes.GetValueOrDefault(inbox)?.Chat?.SenderName ?? own;
}
