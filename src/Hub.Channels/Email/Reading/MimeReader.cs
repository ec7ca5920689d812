using System.Text;
using Hub.Channels.Email.Crypto;
using Hub.Core.Contacts;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Tickets;
using Hub.Core.Views;
using MimeKit;
using MimeKit.Utils;

namespace Hub.Channels.Email.Reading;

/// <summary>Reads a raw mail. Pure but for the keys that open it: the same bytes give the same message.</summary>
/// <param name="tag">How numbers stand in subjects.</param>
/// <param name="opener">Verifies and decrypts; without it signed and encrypted mails are read as they came.</param>
public sealed class MimeReader(TicketTag tag, MailOpener? opener = null) : IInboundReader
{
    private const int MostReferences = 100;
    private const int MostRecipients = 200;
    private const int LongestSubject = 1000;
    private const int DeepestMime = 32;

    internal static readonly ParserOptions Options = MakeOptions(Charsets.Western);

    /// <inheritdoc/>
    public ChannelKind Kind => ChannelKind.Email;

    /// <inheritdoc/>
    public async ValueTask<string?> PeekSenderAsync(Stream raw, CancellationToken ct)
    {
        try
        {
            var headers = await new MimeParser(Options, raw, MimeFormat.Entity).ParseHeadersAsync(ct);
            return InternetAddressList.TryParse(Options, headers[HeaderId.From] ?? "", out var from)
                && from.Mailboxes.FirstOrDefault() is { } sender ? FieldValue.Fold(sender.Address) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<InboundReading> ReadAsync(Inbox inbox, Stream raw, CancellationToken ct)
    {
        MimeMessage mail;
        try
        {
            // Persistent: parts stay in the source stream and are read from there when they are stored.
            mail = await new MimeParser(Options, raw, MimeFormat.Entity, persistent: true).ParseMessageAsync(ct);
        }
        catch (FormatException fault)
        {
            return new InboundReading.Unreadable(fault.Message);
        }
        if (!mail.Headers.Contains(HeaderId.From) && !mail.Headers.Contains(HeaderId.Date) && !mail.Headers.Contains(HeaderId.Subject))
        {
            return new InboundReading.Unreadable("it has none of the headers of a mail");
        }
        var parts = MailParts.Of(mail);
        if (parts.Problem is { } problem)
        {
            return new InboundReading.Unreadable(problem);
        }
        // By the parts as they came: whether a key was there when it was read makes no other mail of it.
        var hash = await MailIdentity.HashAsync(mail, parts, ct);
        var opened = opener is null ? new OpenedMail(parts) : await opener.OpenAsync(mail, parts, MailAddresses.SenderOf(mail)?.Address, inbox, ct);
        return new InboundReading.Read(Read(inbox, mail, opened, hash));
    }

    private InboundMessage Read(Inbox inbox, MimeMessage mail, OpenedMail opened, string hash)
    {
        var parts = opened.Parts;
        var body = opened.Notice is { } notice ? new MailBody(notice, null, null) : MailBody.Of(parts);
        var sender = MailAddresses.SenderOf(mail);
        var nature = MailNature.Of(mail, sender?.Address);
        var subject = SubjectOf(opened.Subject ?? mail.Subject);
        var inReplyTo = IdsOf(mail, HeaderId.InReplyTo);
        var references = IdsOf(mail, HeaderId.References);
        return new InboundMessage
        {
            Inbox = inbox.Id,
            Channel = ChannelKind.Email,
            ExternalKey = $"{inbox.Id.Value}/mail/{hash}",
            FromName = sender?.Name,
            FromAddress = sender?.Address,
            Identities = ContactIdentity.Normalise(IdentityKind.Email, sender?.Address) is { } identity ? [identity] : [],
            Subject = subject,
            Text = body.Text,
            VisibleText = body.VisibleText,
            Html = opened.Keep(body.Html),
            Language = LanguageOf(mail) ?? TextLanguage.Guess(body.VisibleText ?? body.Text),
            To = [.. MailAddresses.Of(mail.To).Take(MostRecipients)],
            Cc = [.. MailAddresses.Of(mail.Cc).Take(MostRecipients)],
            Attachments = MailFiles.Of(parts.Files, parts.Html),
            Mail = new MailFacts
            {
                MessageId = mail.MessageId,
                InReplyTo = inReplyTo.Count > 0 ? inReplyTo[0] : null,
                References = [.. references.TakeLast(MostReferences)],
                Classification = nature.Class,
            },
            Trust = SenderTrust.Unverified,
            Crypto = opened.Crypto,
            OfferedKeys = opened.OfferedKeys,
            OccurredAt = mail.Headers.Contains(HeaderId.Date) && mail.Date != DateTimeOffset.MinValue ? mail.Date.ToUniversalTime() : null,
            Signs = new ThreadSigns(MailAddresses.TagsOf(mail), [.. inReplyTo.Concat(references.Reverse()).Distinct().Take(MostReferences)], tag.FindIn(subject)),
            AutomaticSigns = nature.Signs,
            IsUnanswerable = nature.IsUnanswerable,
            LoopIds = [.. mail.Headers.Where(static header => header.Field.Equals(MailHeaders.Loop, StringComparison.OrdinalIgnoreCase)).Select(static header => header.Value.Trim())],
            Bounce = BounceReader.Read(mail),
        };
    }

    private static string SubjectOf(string? written)
    {
        var subject = Charsets.Clean(written ?? "").ReplaceLineEndings(" ").Trim();
        return subject.Length <= LongestSubject ? subject : subject[..LongestSubject];
    }

    private static IReadOnlyList<string> IdsOf(MimeMessage mail, HeaderId header) =>
        mail.Headers[header] is { } value ? [.. MimeUtils.EnumerateReferences(value)] : [];

    private static string? LanguageOf(MimeMessage mail) =>
        mail.Headers[HeaderId.ContentLanguage]?.Split(',', ';')[0].Trim() is { Length: >= 2 and <= 20 } language ? language.ToLowerInvariant() : null;

    // The fallback is asked for first: with it come the code pages that MimeKit looks for once, when it starts.
    private static ParserOptions MakeOptions(Encoding fallback) =>
        new() { CharsetEncoding = fallback, MaxMimeDepth = DeepestMime, AllowAddressesWithoutDomain = true };
}
