using System.Text;

namespace Hub.EndToEnd.Mail;

/// <summary>A mail that carries one payload in body, subject, sender name and file name, written byte by byte: no library straightens it.</summary>
internal static class HostileMail
{
    private const int LongestName = 180;
    private const int BytesOfWord = 45;

    public static byte[] Of(string payload, int number, string to)
    {
        var mail = $"""
            From: {Words(Cut(payload))} <sender{number}@customer.test>
            To: {to}
            Subject: {Words(payload)}
            Message-ID: <hostile-{number}-{Guid.NewGuid():n}@customer.test>
            Date: Mon, 02 Mar 2026 09:00:00 +0000
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="part"

            --part
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64

            {Base64($"<p>Mail {number}</p>{payload}")}
            --part
            Content-Type: application/octet-stream
            Content-Disposition: attachment; filename*=utf-8''{Uri.EscapeDataString(Cut(payload))}
            Content-Transfer-Encoding: base64

            {Base64("x")}
            --part--

            """;
        return Encoding.ASCII.GetBytes(mail.ReplaceLineEndings("\r\n"));
    }

    // RFC 2047: words of at most 75 characters, folded.
    private static string Words(string text) => string.Join("\n ", Encoding.UTF8.GetBytes(text).Chunk(BytesOfWord)
        .Select(static bytes => $"=?utf-8?B?{Convert.ToBase64String(bytes)}?="));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks);

    private static string Cut(string text) => text.Length <= LongestName ? text : text[..LongestName];
}
