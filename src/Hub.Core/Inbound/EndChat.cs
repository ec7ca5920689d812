using Hub.Core.Contacts;
using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>A visitor ends the conversation: the ticket closes, unless the visitor still waits for an answer; then agents only see
/// that the visitor left.</summary>
public sealed class EndChat(ThreadWriter writer)
{
    /// <summary>Handles the end; without a conversation, or on a closed one, nothing happens.</summary>
    public async ValueTask HandleAsync(Visitor visitor, CancellationToken ct)
    {
        if (visitor is not { Ticket: { } id, Contact: { } contact })
        {
            return;
        }
        await writer.ChangeAsync(id, (ticket, now) =>
        {
            var edit = new TicketEdit(ticket, now);
            if (ticket.State is TicketState.New or TicketState.Open or TicketState.Pending)
            {
                var by = ChatRules.AuthorOf(visitor, contact, ticket.ContactName);
                edit.Record("chat", null, "ended", by);
                if (ticket.WaitingSince is null)
                {
                    TicketRules.SetStatus(edit, TicketStatuses.Of(TicketState.Closed), TicketState.Closed, null, by, "visitor ended the chat");
                }
            }
            return ValueTask.FromResult(new Decision<bool>(true, edit));
        }, notFound: false, ct);
    }
}
