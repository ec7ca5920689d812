using Hub.Core.Contacts;
using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>A visitor ends the conversation: the ticket closes, unless the visitor still waits for an answer or the ticket for its
/// children; then agents only see that the visitor left.</summary>
public sealed class EndChat(ThreadWriter writer, ClosingRule closing)
{
    /// <summary>Handles the end; without a conversation, or on a closed one, nothing happens.</summary>
    public async ValueTask HandleAsync(Visitor visitor, CancellationToken ct)
    {
        if (visitor is not { Ticket: { } id, Contact: { } contact })
        {
            return;
        }
        await writer.ChangeAsync(id, async (ticket, now) =>
        {
            var edit = new TicketEdit(ticket, now);
            var look = await closing.LookAsync(ticket, TicketState.Closed, by: null, ct);
            if (ticket.IsActive)
            {
                var by = ChatRules.AuthorOf(visitor, contact, ticket.ContactName);
                edit.Record("chat", null, "ended", by);
                if (ticket.WaitingSince is null && look.Refusal is null)
                {
                    TicketRules.SetStatus(edit, TicketStatuses.Of(TicketState.Closed), TicketState.Closed, null, by, "visitor ended the chat");
                }
            }
            return new Decision<bool>(true, edit) { Also = look.Expect };
        }, notFound: false, ct);
    }
}
