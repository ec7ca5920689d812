using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.Contacts;
using Hub.Core.CustomFields;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Outbound;
using Hub.Core.Queues;

namespace Hub.Core.Tickets;

/// <summary>Pure part of <see cref="CreateTicket"/>: what a command makes of an empty ticket.</summary>
internal static class CreateTicketRules
{
    private static readonly ChannelKind[] Logged = [ChannelKind.Phone, ChannelKind.Letter, ChannelKind.Visit];

    public static CreateTicketOutcome.Invalid? Check(CreateTicketCommand command, DirectorySnapshot names)
    {
        var message = command.Message;
        if (string.IsNullOrWhiteSpace(message.Text) && message.Attachments.Count == 0)
        {
            return new("message.text", "A message needs a text or a file.");
        }
        if (command.Status is { } status && names.FindStatus(status) is null)
        {
            return new("status", $"There is no status '{status}'.");
        }
        if (command.Queue is { } queue && !names.Queues.ContainsKey(queue))
        {
            return new("queue", "There is no such queue.");
        }
        if (command.Assignee is { } assignee && !(names.Agents.TryGetValue(assignee, out var agent) && agent.IsActive))
        {
            return new("assignee", "There is no such agent.");
        }
        if (message.Inbox is { } inbox && !names.Inboxes.ContainsKey(inbox))
        {
            return new("message.inbox", "There is no such inbox.");
        }
        return message.Channel is { } channel && !Logged.Contains(channel) && AccountOf(command, names)?.Channel != channel
            ? new("message.channel", "phone, letter, visit, or the channel of the inbox given.")
            : null;
    }

    /// <summary>Custom fields that do not fit, or are missing in a ticket that begins like this.</summary>
    public static CreateTicketOutcome.Invalid? CheckFields(CreateTicketCommand command, Queue queue, DirectorySnapshot names)
    {
        var isClosing = names.FindStatus(command.Status)?.State == TicketState.Closed;
        var values = FieldRules.Merge(new Dictionary<string, System.Text.Json.JsonElement>(), command.Fields);
        return (FieldRules.Check(names.Fields, FieldScope.Ticket, queue.Id, command.Fields)
            ?? FieldRules.Missing(names.Fields, FieldScope.Ticket, queue.Id, values, isClosing)) is { } problem
            ? new($"{FieldDefinition.TermPrefix}{problem.Name}", problem.Text)
            : null;
    }

    /// <summary>The queue named, else that of the inbox, else the oldest usable one; null when the writer may use none.</summary>
    public static Queue? QueueOf(CreateTicketCommand command, AgentAccess by, DirectorySnapshot names)
    {
        var wanted = command.Queue ?? AccountOf(command, names)?.Queue;
        return wanted is { } id
            ? by.May(Right.Create, id) ? names.Queues.GetValueOrDefault(id) : null
            : names.Queues.Values.Where(queue => by.May(Right.Create, queue.Id)).MinBy(static queue => queue.CreatedAt);
    }

    public static string SubjectOf(CreateTicketCommand command) =>
        !string.IsNullOrWhiteSpace(command.Subject) ? command.Subject
        : !string.IsNullOrWhiteSpace(command.Message.Text) ? command.Message.Text
        : "—";

    public static ChannelKind ChannelOf(CreateTicketCommand command, DirectorySnapshot names) =>
        command.Message.Channel ?? AccountOf(command, names)?.Channel ?? ChannelKind.Api;

    /// <summary>Adds the first message and what follows from it; an answer only when that cannot be done.</summary>
    public static CreateTicketOutcome.Invalid? Write(
        TicketEdit edit, CreateTicketCommand command, Contact contact, IReadOnlyList<Attachment> files, AgentAccess by, DirectorySnapshot names,
        ReplyTokens own)
    {
        edit.Set(ticket => ticket with
        {
            CustomFields = FieldRules.Merge(ticket.CustomFields, command.Fields),
        });
        if (contact.Email is { } address)
        {
            TicketRules.AddParticipants(edit, [new Participant(address, contact.Name, ParticipantRole.Requester)]);
        }
        var problem = command.Message switch
        {
            { Kind: MessageKind.Note } => Note(edit, command, files, by),
            { Direction: Direction.In } => Receive(edit, command, contact, files, names),
            _ => Send(edit, command, files, by, names, own),
        };
        if (problem is null && command.Status is { } status)
        {
            var wanted = names.FindStatus(status)!;
            TicketRules.SetStatus(edit, wanted.Name, wanted.State, null, by.ToActor());
        }
        return problem;
    }

    private static CreateTicketOutcome.Invalid? Note(TicketEdit edit, CreateTicketCommand command, IReadOnlyList<Attachment> files, AgentAccess by)
    {
        edit.Add(Begin(edit, command, files, by.ToActor(), ChannelKind.Internal, Direction.Out));
        return null;
    }

    private static CreateTicketOutcome.Invalid? Receive(
        TicketEdit edit, CreateTicketCommand command, Contact contact, IReadOnlyList<Attachment> files, DirectorySnapshot names)
    {
        var account = AccountOf(command, names);
        var from = account?.Channel == ChannelKind.Email ? contact.Email : contact.Email ?? contact.Phone;
        var line = account is { Channel: ChannelKind.Email } && from is not null
            ? new Conversation(account.Id, account.Channel, from, contact.Name, edit.Now)
            : null;
        var author = new Actor(ActorType.Contact, contact.Id.Value, contact.Name, from);
        var message = Begin(edit, command, files, author, ChannelOf(command, names), Direction.In) with
        {
            FiledBecause = "made by hand",
            To = command.Message.To ?? [],
            Cc = command.Message.Cc,
        };
        TicketRules.Receive(edit, message, line, reopens: true);
        return null;
    }

    private static CreateTicketOutcome.Invalid? Send(
        TicketEdit edit, CreateTicketCommand command, IReadOnlyList<Attachment> files, AgentAccess by, DirectorySnapshot names, ReplyTokens own)
    {
        var first = command.Message;
        var isLogged = first.Channel is { } channel && Logged.Contains(channel);
        var line = isLogged || first.Inbox is null
            ? new ReplyLine(ChannelOf(command, names), null, null)
            : ReplyLine.Choose(edit.Ticket, new ReplyCommand(edit.Ticket.Id, first.Text, 0) { Inbox = first.Inbox, To = first.To, Cc = first.Cc, Bcc = first.Bcc }, names);
        if (line.Problem is { } problem)
        {
            return new($"message.{line.ProblemField}", problem);
        }
        if (line.Conversation is { } used)
        {
            edit.Set(ticket => ticket with { Conversations = TicketRules.WithLine(ticket.Conversations, used with { LastMessageAt = edit.Now }) });
        }
        var begun = Begin(edit, command, files, by.ToActor(), line.Channel, Direction.Out);
        var message = TicketRules.Answer(edit, begun with
        {
            Subject = line.Channel == ChannelKind.Email ? edit.Ticket.Subject : null,
            To = line.To,
            Cc = line.Cc,
            Bcc = line.Bcc,
            Mail = line.MailOf(own, edit.Ticket.Id, begun.Id),
            Delivery = line.IsDelivered ? new Delivery(DeliveryState.Pending, edit.Now) : null,
        }, by.Agent, by.Name);
        TicketRules.AddParticipants(edit, line.Joining(edit.Ticket, names));
        if (line.IsDelivered)
        {
            edit.Enqueue(DeliverMessage.WorkFor(edit.Ticket.Id, message.Id, edit.Now));
        }
        return null;
    }

    private static Message Begin(
        TicketEdit edit, CreateTicketCommand command, IReadOnlyList<Attachment> files, Actor author, ChannelKind channel, Direction direction) => new()
        {
            Id = MessageId.New(edit.Now),
            MessageKind = command.Message.Kind,
            Direction = direction,
            Channel = channel,
            Inbox = command.Message.Kind == MessageKind.Note ? null : command.Message.Inbox,
            Author = author,
            ClientId = command.Message.ClientId,
            CreatedAt = edit.Now,
            OccurredAt = command.Message.OccurredAt?.ToUniversalTime() ?? edit.Now,
            Text = command.Message.Text,
            Html = command.Message.Html,
            DurationSeconds = command.Message.DurationSeconds,
            Attachments = [.. files.Select(static file => file.ToReference())],
        };

    private static Inbox? AccountOf(CreateTicketCommand command, DirectorySnapshot names) =>
        command.Message.Inbox is { } inbox ? names.Inboxes.GetValueOrDefault(inbox) : null;
}
