using System.Text;
using System.Text.Unicode;
using MimeKit;

namespace Hub.Channels.Email.Reading;

/// <summary>Headers with eight-bit letters that nobody encoded.</summary>
internal static class RawHeaders
{
    private const int Utf8Page = 65001;
    private static readonly HeaderId[] Shown = [HeaderId.Subject, HeaderId.From, HeaderId.To, HeaderId.Cc, HeaderId.ReplyTo];

    /// <summary>The charset of the body, when headers need one to be read: they are neither ASCII nor UTF-8, and the body tells.
    /// Null for all else.</summary>
    public static Encoding? CharsetOf(MimeMessage mail) =>
        mail.Headers.Any(static header => Shown.Contains(header.Id) && !Utf8.IsValid(header.RawValue))
            && Charsets.Find(mail.BodyParts.OfType<TextPart>().FirstOrDefault()?.ContentType.Charset) is { } charset
            && charset.CodePage is not Utf8Page && charset.CodePage != Charsets.Western.CodePage
            ? charset
            : null;
}
