using System.Text;
using Hub.Channels.Email.Sending;
using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Contacts;
using Hub.Core.Keys;
using Hub.Core.Outbound;
using Hub.Core.Settings;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using MimeKit;

namespace Hub.Channels.Tests.Email.Crypto;

/// <summary>Mails and keys around one desk.</summary>
internal static class CryptoMails
{
    public const string Secret = "The code of the safe is 4711.";

    /// <summary>A part of a mail with a text, a trailing space and words that are not ASCII.</summary>
    public static string Part(string text = Secret) => $"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\nGrüße \r\n-- \r\nC.\r\n";

    /// <summary>A mail whose body headers and body are given.</summary>
    public static string With(string body, string from, string subject = "Safe", params string[] headers) =>
        $"From: {from}\r\nTo: support@hub.test\r\nSubject: {subject}\r\nDate: Mon, 02 Mar 2026 10:00:00 +0100\r\nMessage-ID: <{Guid.NewGuid():n}@customer.test>\r\nMIME-Version: 1.0\r\n"
        + string.Concat(headers.Select(static header => header + "\r\n")) + body;

    /// <summary>A contact with an address, and public keys for it uploaded by an administrator.</summary>
    public static async Task<ContactId> KnowAsync(this MailDesk desk, string address, string? keys = null)
    {
        var contact = new Contact
        {
            Id = ContactId.New(desk.Clock),
            Name = address,
            Identities = [ContactIdentity.Normalise(IdentityKind.Email, address)!],
            CreatedAt = desk.Clock.GetUtcNow(),
        };
        (await desk.Store.CommitAsync(new ChangeSet().Insert(contact), MailDesk.Stop)).ShouldBeOfType<CommitOutcome.Committed>();
        if (keys is not null)
        {
            (await desk.Keys.ToContactAsync(contact.Id, UploadOf(keys), MailDesk.Anna, MailDesk.Stop)).ShouldBeOfType<SettingOutcome<IReadOnlyList<MailKey>>.Done>();
        }
        return contact.Id;
    }

    /// <summary>The private key of the desk's queue.</summary>
    public static async Task OwnAsync(this MailDesk desk, string key) => (await desk.Keys.ToQueueAsync(desk.Inbox.Queue, UploadOf(key), MailDesk.Anna, MailDesk.Stop))
        .ShouldBeOfType<SettingOutcome<IReadOnlyList<MailKey>>.Done>();

    public static KeyUpload UploadOf(string key, string? password = null) => new(Encoding.UTF8.GetBytes(key), password);

    /// <summary>Files a mail and answers its entry.</summary>
    public static async Task<Message> TakeAsync(this MailDesk desk, string mail) => await desk.EntryAsync(await desk.FileAsync(mail));

    /// <summary>An agent's answer as it was decided, with what its writer wants.</summary>
    public static async Task<ReplyOutcome> TryReplyAsync(this MailDesk desk, Message answered, bool? sign = null, bool? encrypt = null, IReadOnlyList<Mailbox>? cc = null, IReadOnlyList<Mailbox>? bcc = null)
    {
        var ticket = (await desk.Store.FindAsync(answered.Ticket, MailDesk.Stop))!;
        return await desk.Reply.HandleAsync(
            new ReplyCommand(ticket.Id, "It is 0815 now. Grüße", ticket.LastSeq) { Sign = sign, Encrypt = encrypt, Cc = cc, Bcc = bcc ?? [] }, MailDesk.Anna, MailDesk.Stop);
    }

    public static async Task<Message> ReplyAsync(this MailDesk desk, Message answered, bool? sign = null, bool? encrypt = null) =>
        (await desk.TryReplyAsync(answered, sign, encrypt)).ShouldBeOfType<ReplyOutcome.Sent>().Message;

    /// <summary>The mail of a message as it goes to the server.</summary>
    public static async Task<string> WireAsync(this MailDesk desk, Message message)
    {
        var ticket = (await desk.Store.FindAsync(message.Ticket, MailDesk.Stop))!;
        var outbound = new OutboundMessage(desk.Inbox, ticket, message, 1);
        var mail = new ReplyComposer(new TicketTag(), await desk.Tokens.GetAsync(MailDesk.Stop), desk.Clock).Compose(new Composition(outbound, desk.Inbox.Email!, null, []));
        (await desk.Protector.ProtectAsync(mail, outbound, MailDesk.Stop)).Refusal.ShouldBeNull();
        mail.Content.Prepare(EncodingConstraint.SevenBit);
        using var bytes = new MemoryStream();
        var wire = FormatOptions.Default.Clone();
        wire.NewLineFormat = NewLineFormat.Dos;
        mail.Content.WriteTo(wire, bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The raw parts of a multipart, cut out by its boundary alone.</summary>
    public static IReadOnlyList<string> PartsOf(string mail)
    {
        var head = mail.IndexOf("boundary=", StringComparison.Ordinal) + "boundary=".Length;
        var boundary = mail[head..mail.IndexOfAny(['\r', ';'], head)].Trim('"');
        return [.. mail.Split($"\r\n--{boundary}").Skip(1).SkipLast(1).Select(static part => part[2..])];
    }

    /// <summary>What stands below the headers of a part.</summary>
    public static string BodyOf(string part) => part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
}
