using Hub.Core.Tickets;
using MimeKit;

namespace Hub.Channels.Email.Reading;

/// <summary>What the headers say of who wrote the mail: a person or a machine.</summary>
/// <param name="Signs">Why it counts as a machine's; empty for a person's.</param>
/// <param name="IsUnanswerable">A person's, but by way of a mailing list: no automatic answer.</param>
/// <param name="Class">Kind of mail.</param>
public sealed record MailNature(IReadOnlyList<string> Signs, bool IsUnanswerable, MailClass Class)
{
    private const int LongestKeyword = 40;

    private static readonly HashSet<string> BulkPrecedence = new(StringComparer.OrdinalIgnoreCase) { "bulk", "junk", "list", "auto_reply", "auto-reply" };

    private static readonly string[] Flags =
        ["X-Loop", "X-No-Loop", "X-Autoreply", "X-Autorespond", "X-Autoresponse", "X-Auto-Reply-From", "X-MS-Exchange-Inbox-Rules-Loop"];

    private static readonly string[] ListFlags = ["List-Id", "List-Unsubscribe", "List-Post", "Mailing-List"];

    /// <summary>Reads RFC 3834's header and the customs of mail programs; every occurrence of a field counts.</summary>
    public static MailNature Of(MimeMessage mail, string? from)
    {
        var signs = new List<string>();
        var listSigns = new List<string>();
        if (string.IsNullOrEmpty(from))
        {
            signs.Add("no sender");
        }
        else if (from.StartsWith("mailer-daemon@", StringComparison.OrdinalIgnoreCase) || from.StartsWith("postmaster@", StringComparison.OrdinalIgnoreCase))
        {
            signs.Add("mail system");
        }
        foreach (var header in mail.Headers)
        {
            Look(header.Field, header.Value.Trim(), signs, listSigns);
        }
        if (mail.Body?.ContentType.IsMimeType("multipart", "report") == true)
        {
            signs.Add("multipart/report");
        }
        // A group that sends on what a person wrote to it says who that was.
        var isGroupMail = mail.Headers.Contains("X-Original-Sender") || mail.Headers.Contains("X-Original-From");
        if (!isGroupMail)
        {
            signs.AddRange(listSigns);
        }
        return new MailNature([.. signs.Distinct()], isGroupMail && listSigns.Count > 0, ClassOf(mail, signs.Count > 0));
    }

    private static void Look(string field, string value, List<string> signs, List<string> listSigns)
    {
        if (Is("Auto-Submitted"))
        {
            var keyword = value.Split(';', '(', ' ')[0].Trim();
            if (!keyword.Equals("no", StringComparison.OrdinalIgnoreCase))
            {
                signs.Add($"Auto-Submitted: {Charsets.Cut(Charsets.Clean(keyword), LongestKeyword)}");
            }
        }
        else if (Is("Precedence") && BulkPrecedence.Contains(value))
        {
            (value.Equals("list", StringComparison.OrdinalIgnoreCase) ? listSigns : signs).Add($"Precedence: {value}");
        }
        else if (Is("Return-Path") && value.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant() is "<>" or "<MAILER-DAEMON>")
        {
            signs.Add("empty Return-Path");
        }
        else if (Is("X-Auto-Response-Suppress") && value.Split(',').Any(static part => part.Trim().ToUpperInvariant() is "ALL" or "AUTOREPLY" or "OOF"))
        {
            signs.Add("X-Auto-Response-Suppress");
        }
        else if (Is("X-FC-Machinegenerated") && value.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            signs.Add("X-FC-Machinegenerated");
        }
        else if (Flags.FirstOrDefault(Is) is { } flag)
        {
            signs.Add(flag);
        }
        else if (ListFlags.FirstOrDefault(Is) is { } list)
        {
            listSigns.Add(list);
        }

        bool Is(string name) => field.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    private static MailClass ClassOf(MimeMessage mail, bool isMachine) => (mail.Body as MultipartReport)?.ReportType?.ToLowerInvariant() switch
    {
        "delivery-status" => MailClass.Bounce,
        "feedback-report" => MailClass.Feedback,
        _ => isMachine ? MailClass.AutoReply : MailClass.Normal,
    };
}
