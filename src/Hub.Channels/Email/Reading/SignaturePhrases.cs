using System.Text.RegularExpressions;

namespace Hub.Channels.Email.Reading;

/// <summary>What telephones and mail services write below every mail, in the languages customers write in.</summary>
internal static class SignaturePhrases
{
    private const int LongestLine = 200;

    private static readonly Regex Footer = new(
        @"^\W{0,3}(" + string.Join('|',
            "(Sent|Get Outlook) (from|for|with|using) .+", "Sent by .+ for .+",
            "(Von|Vom) .+ gesendet", "Gesendet (mit|von|über|aus) .+", "Diese Nachricht wurde von .+ gesendet", "Holen Sie sich Outlook .+", "Outlook für .+ (beziehen|herunterladen)",
            "Envoyé (de|depuis|avec|à partir) .+", "Obtenir Outlook .+", "Télécharger Outlook .+",
            "Enviado (desde|con) .+", "Obtener Outlook .+",
            "Inviato (da|dal|con) .+", "Ottieni Outlook .+", "Scarica Outlook .+",
            "Enviad[oa] (do|da|com|via|pelo) .+", "Obter o? ?Outlook .+",
            "Verzonden (vanaf|met|via|vanuit) .+", "Verstuurd vanaf .+", "Outlook voor .+ downloaden",
            "Wysłan[eoay] z .+", "Pobierz program Outlook .+",
            "Odesláno z .+", "Získat Outlook .+",
            "Skickat från .+", "Hämta Outlook .+",
            "Sendt fra .+", "Hent Outlook .+", "Skaff deg Outlook .+",
            "Lähetetty .+", "Hanki Outlook .+",
            "(.+ )?(telefonumdan|iPhone'umdan|cihazımdan) gönderildi", ".+ uygulamasını edinin",
            "Отправлено (с|из|со) .+", "Скачать Outlook .+", "Надіслано з .+",
            ".+から送信", "发自我的.+", "從我的.+傳送", "自我的.+发送", "나의 .+에서 보냄") + @")\W{0,3}$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Source = new(
        @"iPhon|iPad|Galaxy|Samsung|Huawei|Xiaomi|Android|Smartphone|Handy|BlackBerry|Nokia|Pixel|\bMac\b|Windows|Outlook|Mail|Yahoo|Proton|GMX|WEB\.DE|mobil|telefon|téléphone|puhelim|телефон|cihaz",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Whether a line is such a footer. It names what it was sent from: a sentence that only begins alike is a sentence.</summary>
    public static bool IsFooter(string line) => line.Length is > 5 and <= LongestLine && Footer.IsMatch(line.Trim()) && Source.IsMatch(line);
}
