using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Tickets;
using MimeKit;

namespace Hub.Channels.Email.Reading;

/// <summary>Addresses in the headers of a mail.</summary>
public static class MailAddresses
{
    private const int LongestName = 200;

    // 64 for the name, 255 for the domain (RFC 5321, 4.5.3.1): longer is no address.
    private const int LongestAddress = 320;

    // Where a plus address survives when the visible recipient was rewritten by a forwarder or list.
    private static readonly string[] EnvelopeHeaders = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To"];

    /// <summary>Who wrote it: the first From. Behind a group that rewrites From, whom it names instead; Reply-To before From: each if
    /// the inbox is set so. Null for none.</summary>
    public static Mailbox? SenderOf(MimeMessage mail, EmailSettings? settings)
    {
        if (settings?.ReadsGroupSender != false && mail.Headers.Contains(HeaderId.ListId)
            && (AuthorIn(mail.Headers["X-Original-From"]) ?? AuthorIn(mail.Headers["X-Original-Sender"])) is { } author)
        {
            return Of(author);
        }
        if (settings?.TakesReplyTo == true && mail.ReplyTo.Mailboxes.FirstOrDefault(IsAddress) is { } wanted)
        {
            return Of(wanted);
        }
        return mail.From.Mailboxes.FirstOrDefault(IsAddress) is { } sender ? Of(sender) : null;
    }

    /// <summary>The mailboxes of a list, groups opened.</summary>
    public static IEnumerable<Mailbox> Of(InternetAddressList list) => list.Mailboxes.Where(IsAddress).Select(Of);

    /// <summary>Where posts to the mailing list go that the mail came by (RFC 2369, 3.4); null for none, or when none are taken.</summary>
    public static string? ListOf(MimeMessage mail)
    {
        const string Scheme = "<mailto:";
        var written = mail.Headers[HeaderId.ListPost] ?? "";
        var at = written.IndexOf(Scheme, StringComparison.OrdinalIgnoreCase);
        var end = at < 0 ? -1 : written.IndexOfAny(['>', '?'], at);
        return end > 0 && Uri.UnescapeDataString(written[(at + Scheme.Length)..end]) is { Length: > 0 and <= LongestAddress } address && MailRecipients.IsAddress(address)
            ? address
            : null;
    }

    /// <summary>What follows the plus sign in any recipient's address.</summary>
    public static IReadOnlyList<string> TagsOf(MimeMessage mail)
    {
        var addresses = mail.To.Mailboxes.Concat(mail.Cc.Mailboxes).Select(static one => one.Address)
            .Concat(mail.Headers.Where(static header => EnvelopeHeaders.Contains(header.Field, StringComparer.OrdinalIgnoreCase))
                .Select(static header => header.Value.Trim().Trim('<', '>')));
        return [.. addresses.Select(OwnAddresses.TagOf).OfType<string>().Distinct()];
    }

    private static MailboxAddress? AuthorIn(string? header) =>
        header is not null && InternetAddressList.TryParse(header, out var written) ? written.Mailboxes.FirstOrDefault(IsAddress) : null;

    private static bool IsAddress(MailboxAddress address) => address.Address.Length is > 0 and <= LongestAddress;

    private static Mailbox Of(MailboxAddress address)
    {
        var name = Charsets.Clean(address.Name ?? "").ReplaceLineEndings(" ").Trim().Trim('"', '\'').Trim();
        return new Mailbox(name.Length == 0 || name == address.Address ? null : Charsets.Cut(name, LongestName), Charsets.Clean(address.Address));
    }
}
