using Hub.Core.Inbound;
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
    // What responders write that do not say what they are. Too weak to keep a mail out of the desk, enough not to answer it.
    private static readonly string[] ResponderSubjects =
    [
        "out of office", "out of office autoreply", "out of the office", "automatic reply", "auto reply", "auto-reply", "autoreply", "auto response", "autoresponse", "vacation",
        "abwesenheit", "automatische antwort", "abwesend", "réponse automatique", "absence du bureau", "respuesta automática", "fuera de la oficina",
        "risposta automatica", "fuori sede", "resposta automática", "automatisch antwoord", "afwezig", "automatyczna odpowiedź", "nieobecność", "automatiskt svar",
        "frånvaro", "autosvar", "automatická odpověď", "otomatik yanıt", "автоматический ответ", "自动回复", "自動応答",
    ];

    private static readonly HashSet<string> BulkPrecedence = new(StringComparer.OrdinalIgnoreCase) { "bulk", "junk", "list", "auto_reply", "auto-reply" };

    private static readonly string[] Flags =
        ["X-Loop", "X-No-Loop", "X-Autoreply", "X-Autorespond", "X-Autoresponse", "X-Auto-Reply-From", "X-MS-Exchange-Inbox-Rules-Loop"];

    private static readonly string[] ListFlags = ["List-Id", "List-Unsubscribe", "List-Post", "Mailing-List"];

    /// <summary>Reads RFC 3834's header and the customs of mail programs; every occurrence of a field counts.</summary>
    public static MailNature Of(MimeMessage mail, string? from, MailReport? report)
    {
        var signs = new List<string>();
        var listSigns = new List<string>();
        if (string.IsNullOrEmpty(from))
        {
            signs.Add("no sender");
        }
        else if (IsMailSystem(from))
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
        return new MailNature([.. signs.Distinct()], (isGroupMail && listSigns.Count > 0) || IsResponder(mail.Subject), ClassOf(report, signs.Count > 0));
    }

    /// <summary>Whether an address is that of a mail system; null, no address, is.</summary>
    public static bool IsMailSystem(string? from) => string.IsNullOrEmpty(from)
        || from.Split('@')[0].ToLowerInvariant() is "mailer-daemon" or "mail-daemon" or "postmaster" or "mdaemon"
        || from.StartsWith("microsoftexchange", StringComparison.OrdinalIgnoreCase);

    private static void Look(string field, string value, List<string> signs, List<string> listSigns)
    {
        if (Is("Auto-Submitted"))
        {
            var keyword = WithoutComments(value).Split(';')[0].Trim();
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

    // RFC 5322, 3.2.2: text in parentheses, which may hold further ones, says nothing.
    private static string WithoutComments(string value)
    {
        var depth = 0;
        return string.Concat(value.Where(letter => letter switch
        {
            '(' => ++depth < 0,
            ')' => --depth < 0,
            _ => depth <= 0,
        }));
    }

    // The words alone, or before a colon; a person's "Out of office next week: who repairs kettles?" goes on.
    private static bool IsResponder(string? subject)
    {
        var beginning = subject?.Split(':')[0].Trim() ?? "";
        return ResponderSubjects.Any(words => beginning.StartsWith(words, StringComparison.OrdinalIgnoreCase) && !beginning[words.Length..].Contains(' ', StringComparison.Ordinal));
    }

    private static MailClass ClassOf(MailReport? report, bool isMachine) => report switch
    {
        MailReport.Delivery { Worst.Action: ReportedAction.Failed or ReportedAction.Delayed } => MailClass.Bounce,
        MailReport.Delivery or MailReport.Disposition => MailClass.Delivered,
        MailReport.Complaint => MailClass.Feedback,
        _ => isMachine ? MailClass.AutoReply : MailClass.Normal,
    };
}
