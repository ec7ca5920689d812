using System.Text.RegularExpressions;

namespace Hub.Channels.Email.Reading;

/// <summary>Words by which mail programs introduce a quoted mail, in the languages customers write in. All patterns run without
/// backtracking: a mail cannot make them slow.</summary>
internal static class QuotePhrases
{
    private const int LongestAttribution = 300;
    private const int MostAttributionLines = 3;

    // One row a language; the colon may be full width, text may stand between verb and colon ("schrieb Max Muster:").
    private static readonly Regex Attribution = new(
        "^(" + string.Join('|',
            "On .+ wrote", "On .+ said",
            "Am .+ schrieb.*", "Am .+ hat .+ geschrieben", ".+ schrieb am .+",
            "Le .+ a écrit\\s?",
            "El .+ escribió",
            "Il .+ ha scritto", "Il giorno .+ ha scritto",
            "Op .+ schreef.*", "Op .+ heeft .+ geschreven",
            "(Em|Em qua|A) .+ escreveu",
            "W dniu .+ (pisze|napisał|napisała|napisał\\(a\\)).*", ".+ napisał\\(a\\)",
            "(Den|På) .+ skrev.*",
            "Dne .+ napsal.*",
            ".+ kirjoitti",
            ".+ tarihinde .+ yazdı", ".+ yazdı",
            ".+ (пишет|написал|написала|пише)",
            "在.+写道", "於.+寫道",
            ".+のメール", ".+님이 작성",
            "Στις .+ έγραψε.*", "A .+ írta") + @")\s?[:：]\s*$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Separator = new(
        @"^\s*>?\s*[-_=]{2,}\s*(Original Message|Original Appointment|Ursprüngliche Nachricht|Originalnachricht|Message d'origine|Message original|"
        + "Mensaje original|Messaggio originale|Oorspronkelijk bericht|Mensagem original|Wiadomość oryginalna|Oprindelig meddelelse|"
        + @"Ursprungligt meddelande|Исходное сообщение|Původní zpráva|原始邮件)\s*[-_=]{2,}\s*$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex FromLabel = new(
        @"^\W{0,3}(From|Von|De|Da|Van|Från|Fra|Od|От|Lähettäjä|发件人|差出人|보낸 사람|Kimden|Feladó)\W{0,3}\s?[:：]",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex OtherLabel = new(
        @"^\W{0,3}(Sent|Date|To|Cc|Subject|Gesendet|Datum|An|Betreff|Envoyé|Objet|À|Enviado( el)?|Para|Asunto|Assunto|Fecha|Data|Inviato|A|Oggetto|"
        + "Verzonden|Aan|Onderwerp|Skickat|Till|Ämne|Sendt|Til|Emne|Wysłano|Do|Temat|Odesláno|Komu|Předmět|Отправлено|Дата|Кому|Тема|"
        + @"发送时间|收件人|主题|送信日時|宛先|件名|Tarih|Kime|Konu)\W{0,3}\s?[:：]",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>How many lines from here introduce a quote; 0 for none. Programs wrap the sentence over up to three lines.</summary>
    public static int AttributionLength(List<string> lines, int at)
    {
        if (lines[at].StartsWith(HtmlText.AttributionMark))
        {
            return 1;
        }
        var joined = "";
        for (var count = 1; count <= MostAttributionLines && at + count <= lines.Count; count++)
        {
            var line = lines[at + count - 1].Trim();
            joined = count == 1 ? line : $"{joined} {line}";
            if (line.Length == 0 || line.StartsWith('>') || joined.Length > LongestAttribution)
            {
                return 0;
            }
            if (line[^1] is ':' or '：' && Attribution.IsMatch(joined) && (joined.Any(char.IsAsciiDigit) || joined.Contains('@', StringComparison.Ordinal)))
            {
                return count;
            }
        }
        return 0;
    }

    /// <summary>A line such as "-----Original Message-----".</summary>
    public static bool IsSeparator(string line) => line.Length < LongestAttribution && Separator.IsMatch(line);

    /// <summary>A line drawn with underscores or dashes.</summary>
    public static bool IsRule(string line) => line.Trim() is { Length: >= 5 } rule && rule.AsSpan().IndexOfAnyExcept('_', '-') < 0;

    /// <summary>The header block that Outlook puts above a quoted mail: sender, then at least two more labels in the next lines.</summary>
    public static bool IsHeaderBlock(List<string> lines, int at) =>
        lines[at].Length < LongestAttribution && FromLabel.IsMatch(lines[at])
        && lines.Skip(at + 1).Take(6).Count(static line => line.Length < LongestAttribution * 4 && OtherLabel.IsMatch(line)) >= 2;
}
