using System.Text.RegularExpressions;

namespace Hub.Channels.Email.Reading;

/// <summary>Lines that mail programs put above a mail they forward. What follows is what the sender wants to show, not a quote.</summary>
internal static class ForwardPhrases
{
    private const int LongestLine = 200;

    private static readonly Regex Marker = new(
        @"^\W*(Forwarded message|Begin forwarded message|Weitergeleitete Nachricht|Anfang der weitergeleiteten Nachricht|Message transféré|"
        + "Début du message transféré|Mensaje reenviado|Messaggio inoltrato|Inizio messaggio inoltrato|Doorgestuurd bericht|Mensagem encaminhada|"
        + "Wiadomość przekazana|Przekazana wiadomość|Přeposlaná zpráva|Vidarebefordrat meddelande|Videresendt melding|Videresendt meddelelse|"
        + @"Välitetty viesti|İletilen ileti|Пересылаемое сообщение|Пересланное сообщение|転送メッセージ|转发邮件|轉寄郵件)\W*$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>A line such as "---------- Forwarded message ---------".</summary>
    public static bool IsMarker(string line) => line.Length < LongestLine && Marker.IsMatch(line);
}
