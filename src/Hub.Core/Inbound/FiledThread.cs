using Hub.Core.Contacts;
using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.Queues;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Core.Inbound;

/// <summary>What a filing plan is carried out with.</summary>
/// <param name="Filing">The message.</param>
/// <param name="Contact">Who wrote it.</param>
/// <param name="Directory">Our inboxes and queues.</param>
/// <param name="Tag">How numbers stand in subjects.</param>
/// <param name="Now">The instant of the decision.</param>
public sealed record FilingMaterial(Filing Filing, Contact Contact, DirectorySnapshot Directory, TicketTag Tag, DateTimeOffset Now)
{
    /// <summary>Its files.</summary>
    public IReadOnlyList<AttachmentRef> Files { get; init; } = [];

    /// <summary>Whether another message of the inbox has the same Message-ID but other content.</summary>
    public bool IsMessageIdTaken { get; init; }
}

/// <summary>Carries out a filing plan: the tickets as they will be. Pure.</summary>
/// <param name="Edit">The ticket that gets the message.</param>
/// <param name="Old">The ticket it was split off from, when that one changes too.</param>
/// <param name="Message">The entry.</param>
public sealed record FiledThread(TicketEdit Edit, TicketEdit? Old, Message Message)
{
    private const int MostLinks = 50;
    private const string NoSubject = "(no subject)";

    /// <summary>A new ticket with the message in it.</summary>
    public static FiledThread Create(FilingPlan.Create plan, FilingMaterial material, string number, Queue queue)
    {
        var message = material.Filing.Message;
        var by = AuthorOf(material);
        var subject = OpenTicket.SubjectOf(material.Tag.RemoveFrom(message.Subject));
        subject = subject.Length > 0 ? subject : OpenTicket.SubjectOf(message.VisibleText ?? message.Text);
        var edit = OpenTicket.Begin(
            new NewTicket(number, subject.Length > 0 ? subject : NoSubject, queue, material.Contact)
            {
                Priority = material.Directory.SettingsOf(queue.Id).DefaultPriority,
                Links = plan is { Link: { } link, Old: { } old } ? [new TicketLink(link, old.Id, old.Number)] : [],
            },
            by, message.Channel, material.Now);
        var entry = TicketRules.Receive(edit, EntryOf(material, plan, MessageKind.Public), LineOf(material), reopens: false);
        TicketRules.AddParticipants(edit, ParticipantsOf(material, isRequester: true));
        return new FiledThread(edit, FollowedBy(plan, edit), entry);
    }

    /// <summary>The message in an existing thread.</summary>
    public static FiledThread Append(FilingPlan.Append plan, FilingMaterial material)
    {
        var edit = new TicketEdit(plan.Ticket, material.Now);
        var kind = plan.IsNote ? MessageKind.Note : MessageKind.Public;
        var entry = EntryOf(material, plan, kind);
        if (plan.WrittenBy is { } colleague)
        {
            entry = TicketRules.Answer(edit, entry, colleague.Id, colleague.Name);
            TicketRules.AddParticipants(edit, ParticipantsOf(material, isRequester: false));
            return new FiledThread(edit, null, entry);
        }
        if (plan.IsNote || plan.IsOtherSender || plan.IsAutomatic)
        {
            var waitingSince = edit.Ticket.WaitingSince;
            entry = edit.Add(entry);
            if (plan.IsAutomatic)
            {
                // Nobody waits for an answer to a machine.
                edit.Set(ticket => ticket with { WaitingSince = waitingSince });
            }
            return new FiledThread(edit, null, entry);
        }
        entry = TicketRules.Receive(edit, entry, LineOf(material), plan.Reopens);
        TicketRules.AddParticipants(edit, ParticipantsOf(material, isRequester: false));
        StandIn.ApplyWhenOpened(edit, material.Directory);
        return new FiledThread(edit, null, entry);
    }

    private static TicketEdit? FollowedBy(FilingPlan.Create plan, TicketEdit edit)
    {
        if (plan is not { Link: LinkType.FollowUpOf, Old: { } old } || old.Links.Count >= MostLinks)
        {
            return null;
        }
        var changed = new TicketEdit(old, edit.Now);
        changed.Set(ticket => ticket with { Links = [.. ticket.Links, new TicketLink(LinkType.Related, edit.Ticket.Id, edit.Ticket.Number)] });
        changed.Record("link", null, edit.Ticket.Number, Actor.Rule("follow-up"), plan.Because);
        return changed;
    }

    private static Message EntryOf(FilingMaterial material, FilingPlan plan, MessageKind kind)
    {
        var message = material.Filing.Message;
        var colleague = (plan as FilingPlan.Append)?.WrittenBy;
        return new Message
        {
            Id = MessageId.New(material.Now),
            MessageKind = kind,
            Direction = colleague is null ? Direction.In : Direction.Out,
            Channel = message.Channel,
            Inbox = message.Inbox,
            Author = colleague is null ? AuthorOf(material) : new Actor(ActorType.Agent, colleague.Id.Value, colleague.Name, message.FromAddress),
            CreatedAt = material.Now,
            // A sender's clock may be wrong, but nothing happened after it arrived.
            OccurredAt = message.OccurredAt is { } at && at < material.Now ? at : material.Now,
            Marks = MarksOf(material, plan),
            To = message.To,
            Cc = message.Cc,
            Subject = message.Subject.Length > 0 ? message.Subject : null,
            Text = message.Text,
            VisibleText = message.VisibleText,
            Html = message.Html,
            Language = message.Language,
            Attachments = material.Files,
            Mail = message.Mail is { } mail ? mail with { MessageIdKey = material.IsMessageIdTaken ? null : mail.MessageId } : null,
            Trust = message.Trust,
            Crypto = message.Crypto,
            FiledBecause = plan.Because,
            RawBlob = message.RawBlob,
            ExternalKey = message.ExternalKey,
        };
    }

    private static Actor AuthorOf(FilingMaterial material) => new(
        ActorType.Contact, material.Contact.Id.Value, material.Filing.Message.FromName ?? material.Contact.Name, material.Filing.Message.FromAddress);

    private static List<string> MarksOf(FilingMaterial material, FilingPlan plan)
    {
        var marks = new List<string>();
        if (plan is FilingPlan.Append { IsNote: true })
        {
            marks.Add(MessageMarks.OutsideAnswer);
        }
        if (plan is FilingPlan.Append { WrittenBy: not null })
        {
            marks.Add(MessageMarks.WrittenOutside);
        }
        if (plan is FilingPlan.Append { IsOtherSender: true })
        {
            marks.Add(MessageMarks.OtherSender);
        }
        if (plan is FilingPlan.Append { IsAutomatic: true })
        {
            marks.Add(MessageMarks.Automatic);
        }
        if (plan is FilingPlan.Create { Link: LinkType.ClaimsToBelongTo })
        {
            marks.Add(MessageMarks.ClaimsToBelong);
        }
        if (material.IsMessageIdTaken)
        {
            marks.Add(MessageMarks.PossibleDuplicate);
        }
        marks.AddRange(material.Filing.Message.Marks);
        return marks;
    }

    private static Conversation? LineOf(FilingMaterial material)
    {
        var message = material.Filing.Message;
        var address = message.Identities.Count > 0 ? message.Identities[0].Value : message.FromAddress;
        return address is null ? null : new Conversation(message.Inbox, message.Channel, address, message.FromName, material.Now)
        {
            LastMessageId = message.Mail?.MessageId,
            References = TicketRules.ChainOf(message.Mail?.References ?? [], null),
            Encrypted = message.Crypto is { IsEncrypted: true } crypto ? crypto.Standard : null,
        };
    }

    private static IEnumerable<Participant> ParticipantsOf(FilingMaterial material, bool isRequester)
    {
        var message = material.Filing.Message;
        var sender = message.FromAddress is { } from ? FieldValue.Fold(from) : null;
        if (isRequester && sender is not null)
        {
            yield return new Participant(sender, message.FromName, ParticipantRole.Requester);
        }
        foreach (var (name, address) in message.To.Concat(message.Cc))
        {
            var folded = FieldValue.Fold(address);
            if (folded != sender && !OwnAddresses.Contains(material.Directory, folded))
            {
                yield return new Participant(folded, name, ParticipantRole.Copy);
            }
        }
    }
}
