using System.Text;
using Hub.Channels.Email.Crypto;
using Hub.Channels.Email.Reading.Reports;
using Hub.Core.Contacts;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Tickets;
using Hub.Core.Views;
using MimeKit;

namespace Hub.Channels.Email.Reading;

/// <summary>Reads a raw mail. Pure but for the keys that open it: the same bytes give the same message.</summary>
/// <param name="tag">How numbers stand in subjects.</param>
/// <param name="limits">How much is taken in; null for the usual.</param>
/// <param name="opener">Verifies and decrypts; without it signed and encrypted mails are read as they came.</param>
public sealed class MimeReader(TicketTag tag, IntakeLimits? limits = null, MailOpener? opener = null) : IInboundReader
{
    private const int MostReferences = 100;
    private const int MostRecipients = 200;
    private const int LongestSubject = 1000;
    private const int DeepestMime = 32;
    private const int LongestFrom = 10_000;

    // A line has at most 998 characters (RFC 5322, 2.1.1), and an id fits into one.
    private const int LongestId = 998;

    internal static readonly ParserOptions Options = MakeOptions(Charsets.Western);
    private readonly IntakeLimits _limits = limits ?? new IntakeLimits();

    /// <inheritdoc/>
    public ChannelKind Kind => ChannelKind.Email;

    /// <inheritdoc/>
    public async ValueTask<MessagePeek> PeekAsync(Stream raw, CancellationToken ct)
    {
        try
        {
            var headers = await new MimeParser(Options, raw, MimeFormat.Entity).ParseHeadersAsync(ct);
            var sender = headers[HeaderId.From] is { Length: <= LongestFrom } written && InternetAddressList.TryParse(Options, written, out var from)
                ? from.Mailboxes.FirstOrDefault() : null;
            return new MessagePeek(sender is null ? null : FieldValue.Fold(sender.Address), IdsOf(headers, HeaderId.MessageId) is [var own, ..] ? own : null,
                [.. IdsOf(headers, HeaderId.InReplyTo).Concat(IdsOf(headers, HeaderId.References).Reverse()).Distinct().Take(MostReferences)]);
        }
        catch (FormatException)
        {
            return MessagePeek.Nothing;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<InboundReading> ReadAsync(Inbox inbox, Stream raw, CancellationToken ct)
    {
        MimeMessage mail;
        try
        {
            await MailShape.CheckAsync(Options, raw, ct);
            mail = await ParseAsync(Options, raw, ct);
            if (RawHeaders.CharsetOf(mail) is { } charset)
            {
                raw.Position = 0;
                mail = await ParseAsync(MakeOptions(charset), raw, ct);
            }
        }
        catch (FormatException fault)
        {
            return new InboundReading.Unreadable(Charsets.Clean(fault.Message));
        }
        if (!mail.Headers.Contains(HeaderId.From) && !mail.Headers.Contains(HeaderId.Date) && !mail.Headers.Contains(HeaderId.Subject))
        {
            return new InboundReading.Unreadable("it has none of the headers of a mail");
        }
        var language = LanguageOf(mail);
        var parts = MailParts.Of(mail, language);
        if (parts.Problem is { } problem)
        {
            return new InboundReading.Unreadable(problem);
        }
        if (IsOversize(raw, parts))
        {
            return Oversize();
        }
        // By the parts as they came: whether a key was there when it was read makes no other mail of it.
        var hash = await MailIdentity.HashAsync(mail, parts, ct);
        var opened = opener is null ? new OpenedMail(parts) : await opener.OpenAsync(mail, parts, MailAddresses.SenderOf(mail, inbox.Email)?.Address, inbox, ct);
        if (opened.Parts.Problem is { } inside)
        {
            return new InboundReading.Unreadable(inside);
        }
        return IsOversize(raw, opened.Parts) ? Oversize() : new InboundReading.Read(Read(inbox, mail, opened, language, hash));
    }

    private bool IsOversize(Stream raw, MailParts parts) => raw.Length + parts.UnfoldedBytes > _limits.LargestDecoded;

    private InboundReading.Unreadable Oversize() => new($"oversize: it unfolds into more than {_limits.LargestDecoded} bytes");

    private InboundMessage Read(Inbox inbox, MimeMessage mail, OpenedMail opened, string? language, string hash)
    {
        var parts = opened.Parts;
        var body = opened.Notice is { } notice ? new MailBody(notice, null, null) : MailBody.Of(parts);
        var sender = MailAddresses.SenderOf(mail, inbox.Email);
        var isFromMailSystem = MailNature.IsMailSystem(sender?.Address);
        var report = ReportReader.Read(mail, body.Text, isFromMailSystem);
        var nature = MailNature.Of(mail, sender?.Address, report);
        var border = BorderVerdict.Of(mail, inbox.Email?.AuthservId, sender?.Address);
        var subject = SubjectOf(opened.Subject ?? mail.Subject);
        var inReplyTo = IdsOf(mail.Headers, HeaderId.InReplyTo);
        var references = IdsOf(mail.Headers, HeaderId.References);
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
            Language = language ?? TextLanguage.Guess(body.VisibleText ?? body.Text),
            To = [.. MailAddresses.Of(mail.To).Take(MostRecipients)],
            Cc = [.. MailAddresses.Of(mail.Cc).Take(MostRecipients)],
            Attachments = MailFiles.Of(parts.Files, body.ShownImages),
            Mail = new MailFacts
            {
                MessageId = mail.MessageId is { } id ? IdIn(id) : null,
                InReplyTo = inReplyTo.Count > 0 ? inReplyTo[0] : null,
                References = [.. references.TakeLast(MostReferences)],
                Classification = nature.Class,
                Checks = border.Checks,
                ListPost = MailAddresses.ListOf(mail),
            },
            Trust = border.Trust,
            Crypto = opened.Crypto,
            OfferedKeys = opened.OfferedKeys,
            OccurredAt = mail.Headers.Contains(HeaderId.Date) && mail.Date != DateTimeOffset.MinValue ? mail.Date.ToUniversalTime() : null,
            Signs = new ThreadSigns(MailAddresses.TagsOf(mail), [.. inReplyTo.Concat(references.Reverse()).Distinct().Take(MostReferences)], tag.FindIn(subject)),
            Marks = body.IsTextOnly ? [MessageMarks.TextOnly] : [],
            AutomaticSigns = nature.Signs,
            IsUnanswerable = nature.IsUnanswerable,
            LoopIds = [.. mail.Headers.Where(static header => header.Field.Equals(MailHeaders.Loop, StringComparison.OrdinalIgnoreCase)).Select(static header => header.Value.Trim())],
            IsFromMailSystem = isFromMailSystem,
            Report = report,
        };
    }

    // Persistent: parts stay in the source stream and are read from there when they are stored.
    private static Task<MimeMessage> ParseAsync(ParserOptions options, Stream raw, CancellationToken ct) =>
        new MimeParser(options, raw, MimeFormat.Entity, persistent: true).ParseMessageAsync(ct);

    private static string SubjectOf(string? written)
    {
        var subject = Charsets.Clean(written ?? "").ReplaceLineEndings(" ").Replace('\t', ' ').Trim();
        return Charsets.Cut(subject, LongestSubject);
    }

    // One that is longer than any line names nothing.
    private static string? IdIn(string written) => Charsets.Clean(written) is { Length: > 0 and <= LongestId } id ? id : null;

    private static IReadOnlyList<string> IdsOf(HeaderList headers, HeaderId header) =>
        headers[header] is { } value ? [.. MessageIds.In(value).Select(IdIn).OfType<string>()] : [];

    private static string? LanguageOf(MimeMessage mail) =>
        // MimeKit hands every header that begins with Content to the body.
        (mail.Headers[HeaderId.ContentLanguage] ?? mail.Body?.Headers[HeaderId.ContentLanguage])?.Split(',', ';')[0].Trim() is { Length: >= 2 and <= 20 } language
            && language.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') ? language.ToLowerInvariant() : null;

    // The fallback is asked for first: with it come the code pages that MimeKit looks for once, when it starts.
    private static ParserOptions MakeOptions(Encoding fallback) =>
        new() { CharsetEncoding = fallback, MaxMimeDepth = DeepestMime, AllowAddressesWithoutDomain = true };
}
