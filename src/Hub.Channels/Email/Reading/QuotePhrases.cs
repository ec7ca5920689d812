using System.Text.RegularExpressions;

namespace Hub.Channels.Email.Reading;

/// <summary>Lines and header blocks that mail programs put above a whole mail they quote without marking its lines, in the languages
/// customers write in. All patterns run without backtracking.</summary>
internal static class QuotePhrases
{
    private const int LongestLine = 300;
    private const int LongestRecipients = 1200;
    private const int LinesOfBlock = 6;

    private static readonly Regex Separator = Pattern(
        @"^\s*[-_=]{2,}\s*(Original (Message|Appointment|mail)|Ursprüngliche (Nachricht|Mail)|Originalnachricht|Message d'origine|Message original|"
        + "Mensaje original|Messaggio originale|Oorspronkelijk bericht|Mensagem original|Wiadomość oryginalna|Oryginalna wiadomość|Oprindelig meddelelse|"
        + "Original meddelelse|Opprinnelig melding|Ursprungligt meddelande|Originalmeddelande|Alkuperäinen viesti|Orijinal İleti|Orijinal Mesaj|"
        + @"Исходное сообщение|Оригинальное сообщение|Původní zpráva|原始邮件|原始郵件|邮件原件|元のメッセージ|Original-Nachricht)\s*[-_=]{2,}\s*$");

    private static readonly Regex FromLabel = Pattern(
        @"^\W{0,3}(From|Von|De|Da|Van|Från|Fra|Od|От|От кого|Lähettäjä|发件人|寄件者|寄件人|差出人|送信者|보낸 사람|Kimden|Gönderen|Feladó|Mittente|Remitente|Expéditeur|Afzender|Nadawca|Odesílatel)\W{0,3}\s?[:：]");

    private static readonly Regex OtherLabel = Pattern(
        @"^\W{0,3}(Sent|Date|To|Cc|Subject|Gesendet|Datum|An|Betreff|Kopie|Envoyé( le)?|Objet|À|Enviad[oa]( el| em)?|Para|Asunto|Assunto|Fecha|Data|Inviato|A|Oggetto|"
        + "Verzonden|Aan|Onderwerp|Skickat|Till|Ämne|Sendt|Til|Emne|Dato|Wysłano|Wysłane|Do|Temat|Odesláno|Komu|Předmět|Отправлено|Дата|Кому|Тема|"
        + "Lähetetty|Vastaanottaja|Päivämäärä|Päiväys|Aihe|Gönderildi|Gönderme Tarihi|Tarih|Kime|Konu|"
        + @"发送时间|发送日期|日期|收件人|主题|寄件日期|傳送時間|收件者|主旨|送信日時|日時|宛先|件名)\W{0,3}\s?[:：]");

    // Whoever writes into the quoted mail says so, because nothing else would show it.
    private static readonly Regex Below = Pattern(
        @"\b((see|my|answers?|comments?|replies|reply|responses?)[^.]{0,30} (below|inline|in-line|in line|in red|in blue)|inline (below|answers?|comments?)|"
        + "siehe (unten|weiter unten|im text)|(antworten?|anmerkungen|kommentare)[^.]{0,30} (unten|im text|in rot|inline|in blau)|"
        + "(voir|réponses?)[^.]{0,30} (ci-dessous|dans le texte|en rouge)|(ver|respuestas?|véase)[^.]{0,30} (abajo|más abajo|en rojo|en el texto)|"
        + "(vedi|risposte|risposta)[^.]{0,30} (sotto|nel testo|in rosso)|(ver|respostas?|veja)[^.]{0,30} (abaixo|no texto|em vermelho)|"
        + "(zie|antwoorden|antwoord)[^.]{0,30} (hieronder|onder|in de tekst|in rood)|(patrz|odpowiedzi)[^.]{0,30} (poniżej|w tekście|na czerwono)|"
        + "(viz|odpovědi)[^.]{0,30} (níže|v textu|červeně)|(se|svar|kommentarer)[^.]{0,30} (nedan|nedenfor|nedenunder|i texten|i teksten|i rött|med rødt)|"
        + "(katso|vastaukset)[^.]{0,30} (alla|alta|tekstissä|punaisella)|(aşağıda|satır aralarında|metin içinde)|"
        + "(см|ответы|ответ|смотрите)[^а-я]?[^.]{0,30} (ниже|в тексте|красным))|(见下|見下|如下|以下(の通り|に)|文中に|下記)");

    /// <summary>A line such as "-----Original Message-----".</summary>
    public static bool IsSeparator(string line) => line.Length < LongestLine && (Separator.IsMatch(line) || QuoteAttributions.IsNotesLine(line));

    /// <summary>A line drawn with underscores or dashes.</summary>
    public static bool IsRule(string line) => line.Trim() is { Length: >= 5 } rule && rule.AsSpan().IndexOfAnyExcept('_', '-') < 0;

    /// <summary>The header block above a quoted mail: the sender and two more labels within a few lines. Outlook begins it with the
    /// sender, GMX and web.de with the time.</summary>
    public static bool IsHeaderBlock(List<string> lines, int at)
    {
        var isFrom = IsLabel(FromLabel, lines[at]);
        if (!isFrom && !IsLabel(OtherLabel, lines[at]))
        {
            return false;
        }
        var next = lines.GetRange(at + 1, Math.Min(LinesOfBlock, lines.Count - at - 1));
        return isFrom
            ? next.Count(static line => IsLabel(OtherLabel, line)) >= 2
            : next.Take(2).Any(static line => IsLabel(FromLabel, line)) && next.Any(static line => IsLabel(OtherLabel, line));
    }

    /// <summary>Whether somebody says that the answers stand in the quoted mail.</summary>
    public static bool PointsBelow(string line) => line.Length < LongestLine && Below.IsMatch(line);

    private static bool IsLabel(Regex label, string line) => line.Length < LongestRecipients && label.IsMatch(line);

    private static Regex Pattern(string text) => new(text, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
