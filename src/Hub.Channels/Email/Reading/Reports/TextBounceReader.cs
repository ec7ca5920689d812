using System.Text.RegularExpressions;
using Hub.Core.Inbound;
using Hub.Core.Outbound;
using MimeKit;
using MimeKit.Utils;

namespace Hub.Channels.Email.Reading.Reports;

/// <summary>Reads bounces that no RFC describes: the header of Exim and Gmail, the texts of qmail, Exim, sendmail, Postfix, Exchange
/// and Gmail. Each names the addresses after a sentence that says what happened, and before a copy of the mail.</summary>
internal static class TextBounceReader
{
    private const int LongestText = 20_000;
    private const int LongestReason = 300;
    private const int MostRecipients = 50;

    private static readonly string[] Delays =
    [
        "has been delayed", "delivery delayed", "still being retried", "will be retried", "will keep trying", "will continue to try", "not yet been delivered",
        "warning message only", "delivery incomplete", "temporary problem", "verzögert", "wird weiter versucht",
    ];

    private static readonly string[] Failures =
    [
        "failed permanently", "address(es) failed", "addresses failed", "permanent fatal errors", "could not be delivered", "couldn't be delivered",
        "wasn't able to deliver", "was not able to deliver", "unable to deliver", "did not reach", "could not be reached", "delivery has failed", "wasn't delivered",
        "delivery failed", "delivery to the following", "permanent error", "undeliverable", "address not found", "nicht zugestellt werden", "konnte nicht zugestellt",
        "message blocked", "n'a pas pu être", "no se pudo entregar", "non è stato possibile",
    ];

    private static readonly string[] Copies =
        ["below this line is a copy", "this is a copy of", "original message", "message header", "unsent message follows", "message-id:", "ursprüngliche nachricht", "diagnostic information for administrators"];

    // Runs over foreign text: without backtracking, its time grows with the text alone.
    private static readonly Regex Address = new(@"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    private static readonly Regex MessageId = new(@"^\s*message-id:\s*(<[^<>\s]+>)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant);

    /// <summary>The report; null when the mail is none.</summary>
    public static MailReport.Delivery? Read(MimeMessage mail, string text, bool isFromMailSystem)
    {
        var named = mail.Headers["X-Failed-Recipients"]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (named.Length == 0 && !isFromMailSystem)
        {
            return null;
        }
        var whole = text.Length <= LongestText ? text : text[..LongestText];
        var about = $"{mail.Subject}\n{whole}";
        var isDelayed = Says(about, Delays) >= 0;
        if (named.Length == 0 && !isDelayed && Says(about, Failures) < 0)
        {
            return null;
        }
        var said = BeforeCopy(whole);
        var recipients = (named.Length > 0 ? named.Select(address => (Address: address, Says: AfterAddress(said, address))) : In(said))
            .GroupBy(static one => one.Address, static one => one.Says, StringComparer.OrdinalIgnoreCase).Take(MostRecipients)
            .Select(one => Of(one.Key, string.Join('\n', one), isDelayed)).ToList();
        return new MailReport.Delivery(
            ReportReader.OriginalIdIn([.. mail.BodyParts]) ?? OriginalIdIn(whole) ?? mail.InReplyTo,
            recipients.Count > 0 ? recipients : [Of(null, said, isDelayed)]);
    }

    /// <summary>The first Message-ID header quoted in a text; null when there is none.</summary>
    internal static string? OriginalIdIn(string text) => MessageId.Match(text) is { Success: true } match ? MimeUtils.ParseMessageId(match.Groups[1].Value) : null;

    private static string BeforeCopy(string text)
    {
        var end = Says(text, Copies);
        return end > 0 ? text[..end] : text;
    }

    private static IEnumerable<(string Address, string Says)> In(string said)
    {
        var from = Math.Max(0, Math.Max(Says(said, Failures), Says(said, Delays)));
        var matches = Address.Matches(said, from).ToList();
        // Some name the addresses before the sentence, so that nothing comes after it.
        matches = matches.Count > 0 ? matches : Address.Matches(said).ToList();
        for (var i = 0; i < matches.Count; i++)
        {
            var end = matches[i].Index + matches[i].Length;
            yield return (matches[i].Value.TrimEnd('.', '\''), said[end..(i + 1 < matches.Count ? matches[i + 1].Index : said.Length)]);
        }
    }

    private static string AfterAddress(string said, string address)
    {
        var at = said.IndexOf(address, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? said : said[(at + address.Length)..];
    }

    private static RecipientReport Of(string? address, string says, bool isDelayed)
    {
        // The line with a code says why; without one, the first line that says anything.
        var lines = says.Split('\n').Select(static line => line.Trim(' ', '\t', '\r', ':', '>', '<', '-', '(', ')', '\'', '*')).Where(static line => line.Length > 3).ToList();
        var reason = lines.FirstOrDefault(static line => EnhancedStatus.FindIn(line) is not null) ?? lines.FirstOrDefault();
        reason = reason is { Length: > LongestReason } ? reason[..LongestReason] : reason;
        return new RecipientReport(address, isDelayed ? ReportedAction.Delayed : ReportedAction.Failed, EnhancedStatus.FindIn(reason), reason);
    }

    private static int Says(string text, string[] phrases) => phrases.Select(phrase => text.IndexOf(phrase, StringComparison.OrdinalIgnoreCase))
        .Where(static at => at >= 0).DefaultIfEmpty(-1).Min();
}
