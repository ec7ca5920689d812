using System.Globalization;
using Hub.Core.Agents;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Keys;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>A ticket's matter for somebody outside who is not the customer.</summary>
/// <param name="Ticket">Which ticket.</param>
/// <param name="To">1 to 20 mail addresses.</param>
/// <param name="Text">What is written above the forwarded message.</param>
public sealed record ForwardCommand(TicketId Ticket, IReadOnlyList<Mailbox> To, string Text);

/// <summary>Forwards the newest message of the customer by mail. It stands in the thread as a note, and what comes back becomes a note
/// too: the customer sees neither.</summary>
public sealed class ForwardTicket(ThreadWriter writer, IHubStore store, HubDirectory directory, ReplyTokenSource tokens, PlanProtection protection)
{
    private const int MostRecipients = 20;
    private const int Newest = 200;

    /// <summary>Handles the command; answers the ticket.</summary>
    public async ValueTask<TicketOutcome> HandleAsync(ForwardCommand command, AgentAccess by, CancellationToken ct)
    {
        if (command.To.Count is 0 or > MostRecipients)
        {
            return new TicketOutcome.Invalid("to", $"Between 1 and {MostRecipients} mail addresses.");
        }
        var own = await tokens.GetAsync(ct);
        return await writer.ChangeAsync<TicketOutcome>(command.Ticket, async (ticket, now) =>
        {
            if (TicketOutcome.Of(by.Judge(Right.Reply, ticket), Right.Reply) is { } refusal)
            {
                return new Decision<TicketOutcome>(refusal);
            }
            if (ticket.MergedInto is { } into)
            {
                return new Decision<TicketOutcome>(new TicketOutcome.AlreadyMerged(into));
            }
            if (AccountOf(ticket) is not { Email: { } settings } account)
            {
                return new Decision<TicketOutcome>(new TicketOutcome.Refused("no-mail-inbox", "There is no mail inbox to send from."));
            }
            var plan = await protection.HandleAsync(
                new ProtectionQuery(ticket.Queue, protection.SenderOf(ticket.Queue, settings.Address), command.To) { Encrypted = PlanProtection.EncryptedIn(ticket) }, ct);
            if (plan is ProtectionPlan.Refused refused)
            {
                return new Decision<TicketOutcome>(new TicketOutcome.Refused(refused.Code, refused.Text));
            }
            var newest = await store.ListAsync(
                new View<Message>(Message.Fields.Ticket.Is(ticket.Id.Value), Message.Fields.Seq, IsDescending: true), new PageRequest(Newest), ct);
            var forwarded = newest.Items.FirstOrDefault(static entry => entry is { MessageKind: MessageKind.Public, Direction: Direction.In });
            var edit = new TicketEdit(ticket, now);
            var id = MessageId.New(now);
            edit.Add(new Message
            {
                Id = id,
                MessageKind = MessageKind.Note,
                Direction = Direction.Out,
                Channel = ChannelKind.Email,
                Inbox = account.Id,
                Author = by.ToActor(),
                CreatedAt = now,
                OccurredAt = now,
                Subject = ticket.Subject,
                Text = forwarded is null ? command.Text : $"{command.Text}\n\n{Quoted(forwarded)}",
                To = command.To,
                Crypto = (plan as ProtectionPlan.Protected)?.Crypto,
                Marks = [MessageMarks.Forwarded],
                Attachments = forwarded?.Attachments ?? [],
                Mail = new MailFacts
                {
                    MessageId = own.MessageIdOf(MailRole.Note, ticket.Id, id, settings.Address[(settings.Address.LastIndexOf('@') + 1)..]),
                },
                Delivery = new Delivery(DeliveryState.Pending, now),
            });
            edit.Record("forwarded", null, string.Join(", ", command.To.Select(static to => to.Address)), by.ToActor());
            edit.Enqueue(DeliverMessage.WorkFor(ticket.Id, id, now));
            return new Decision<TicketOutcome>(new TicketOutcome.Done(edit.Ticket), edit);
        }, new TicketOutcome.NotFound(), ct);
    }

    /// <summary>The mail inbox the ticket runs over, else the oldest one that sends.</summary>
    private Inbox? AccountOf(Ticket ticket)
    {
        var inboxes = directory.Current.Inboxes;
        return ticket.Conversations.Where(static line => line.Channel == ChannelKind.Email).Select(line => inboxes.GetValueOrDefault(line.Inbox))
            .LastOrDefault(static inbox => inbox is { IsEnabled: true })
            ?? inboxes.Values.Where(static inbox => inbox is { IsEnabled: true, Channel: ChannelKind.Email }).MinBy(static inbox => inbox.CreatedAt);
    }

    private static string Quoted(Message message)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{message.Author.Name} <{message.Author.Address}>, {message.OccurredAt:yyyy-MM-dd HH:mm} UTC");
        var body = (message.VisibleText ?? message.Text).ReplaceLineEndings("\n").Split('\n').Select(static line => $"> {line}");
        return $"{head}:\n{string.Join('\n', body)}";
    }
}
