using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.Contacts;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>Begins the ticket of a visitor's message: contact, ticket, message and session in one commit.</summary>
public sealed class OpenChatTicket(
    ThreadWriter writer, IHubStore store, IdentifyContact identify, TicketNumbers numbers, HubDirectory directory, TimeProvider clock)
{
    /// <summary>Tries once; null when another tab or node changed what it rests on.</summary>
    /// <param name="message">Already checked.</param>
    /// <param name="visitor">As last seen.</param>
    /// <param name="follows">The closed ticket it follows; null for the visitor's first message.</param>
    /// <param name="ct">Cancels the reads.</param>
    public async ValueTask<ChatOutcome?> TryAsync(ChatMessage message, Visitor visitor, Ticket? follows, CancellationToken ct)
    {
        var names = directory.Current;
        if (!names.Inboxes.TryGetValue(visitor.Inbox, out var inbox) || inbox.Chat is not { } settings || !inbox.IsEnabled
            || !names.Queues.TryGetValue(inbox.Queue, out var queue))
        {
            return new ChatOutcome.Gone();
        }
        var known = Introduce(visitor, message.Prechat);
        if (follows is null && ChatRules.RefuseFirst(known, settings) is { } refusal)
        {
            return refusal;
        }
        var files = await UploadedFiles.FindAsync(store, message.Attachments, visitor.Id.Value, default, ct);
        if (files is null)
        {
            // Taken files may mean that this very message has been taken already, by a session not seen here.
            return await store.FindAsync(visitor.Id, ct) is { } current && current.Version != visitor.Version
                ? null
                : new ChatOutcome.Invalid("attachments", "A file is not there, or not yours.");
        }
        var number = await numbers.NextAsync(ct);
        var contact = await ContactOfAsync(known, number, ct);
        return await CommitAsync(message, visitor, known, contact, queue, number, files, follows, ct);
    }

    private static Visitor Introduce(Visitor visitor, VisitorIdentity? prechat)
    {
        var said = prechat?.Clean();
        return said is null ? visitor : visitor with { Name = said.Name ?? visitor.Name, Email = said.Email ?? visitor.Email };
    }

    private async ValueTask<IdentifiedContact> ContactOfAsync(Visitor visitor, string number, CancellationToken ct)
    {
        if (visitor.Contact is { } id && await store.FindAsync(id, ct) is { } contact)
        {
            return new IdentifiedContact(contact, contact);
        }
        List<ContactIdentity> identities = [new(IdentityKind.Visitor, visitor.Id.Value)];
        // An address nobody has proven must not lead to the contact that has it: it is claimed only while it is free.
        if (ContactIdentity.Normalise(IdentityKind.Email, visitor.Email) is { } email && await store.ResolveAsync(email.ToKey(), ct) is null)
        {
            identities.Add(email);
        }
        return await identify.FindAsync(identities, visitor.Name ?? $"Visitor {number}", visitor.Language, ct);
    }

    private async ValueTask<ChatOutcome?> CommitAsync(ChatMessage message, Visitor before, Visitor visitor, IdentifiedContact contact,
        Queue queue, string number, IReadOnlyList<Attachment> files, Ticket? follows, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var author = ChatRules.AuthorOf(visitor, contact.Contact.Id, contact.Contact.Name);
        var subject = message.Text.Length > 0 ? message.Text : files[0].Name;
        var edit = OpenTicket.Begin(
            new NewTicket(number, subject, queue, contact.Contact)
            {
                Priority = directory.Current.SettingsOf(queue.Id).DefaultPriority,
                Links = follows is null ? [] : [new TicketLink(LinkType.FollowUpOf, follows.Id, follows.Number)],
            },
            author, ChannelKind.Chat, now);
        var entry = TicketRules.Receive(
            edit, ChatRules.ToEntry(message, visitor, author, files, now), ChatRules.LineOf(visitor, author.Name, now), reopens: true);
        var line = follows is null
            ? VisitorLine.Begin(edit.Ticket.Id)
            : before.Line!.Next(follows, edit.Ticket.Id, 0, 0);
        var after = visitor with { Contact = contact.Contact.Id, Lines = [.. before.Lines, line], Version = before.Version + 1 };
        var outcome = await writer.CommitAsync(edit, changes =>
        {
            contact.AddTo(changes);
            changes.Replace(before, after);
            UploadedFiles.Bind(changes, files, edit.Ticket.Id, isInternal: false);
        }, ct);
        return outcome is CommitOutcome.Committed
            ? new ChatOutcome.Accepted(after, number, line.SeqOf(entry.PublicSeq!.Value), now)
            : null;
    }
}
