using Hub.Core.Inbound;
using Hub.Core.Tickets;
using MimeKit;

namespace Hub.Channels.Email.Reading;

/// <summary>Addresses in the headers of a mail.</summary>
public static class MailAddresses
{
    private const int LongestName = 200;

    // Where a plus address survives when the visible recipient was rewritten by a forwarder or list.
    private static readonly string[] EnvelopeHeaders = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To"];

    /// <summary>Who wrote it: the first From; behind a group that rewrites From, whom it names instead. Null for none.</summary>
    public static Mailbox? SenderOf(MimeMessage mail)
    {
        if (mail.Headers.Contains(HeaderId.ListId) && mail.Headers["X-Original-From"] is { } original
            && InternetAddressList.TryParse(original, out var written) && written.Mailboxes.FirstOrDefault() is { } author)
        {
            return Of(author);
        }
        return mail.From.Mailboxes.FirstOrDefault(static from => from.Address.Length > 0) is { } sender ? Of(sender) : null;
    }

    /// <summary>The mailboxes of a list, groups opened.</summary>
    public static IEnumerable<Mailbox> Of(InternetAddressList list) => list.Mailboxes.Where(static one => one.Address.Length > 0).Select(Of);

    /// <summary>What follows the plus sign in any recipient's address.</summary>
    public static IReadOnlyList<string> TagsOf(MimeMessage mail)
    {
        var addresses = mail.To.Mailboxes.Concat(mail.Cc.Mailboxes).Select(static one => one.Address)
            .Concat(mail.Headers.Where(static header => EnvelopeHeaders.Contains(header.Field, StringComparer.OrdinalIgnoreCase))
                .Select(static header => header.Value.Trim().Trim('<', '>')));
        return [.. addresses.Select(OwnAddresses.TagOf).OfType<string>().Distinct()];
    }

    private static Mailbox Of(MailboxAddress address)
    {
        var name = Charsets.Clean(address.Name ?? "").ReplaceLineEndings(" ").Trim().Trim('"', '\'').Trim();
        return new Mailbox(name.Length == 0 || name == address.Address ? null : name.Length > LongestName ? name[..LongestName] : name, Charsets.Clean(address.Address));
    }
}
