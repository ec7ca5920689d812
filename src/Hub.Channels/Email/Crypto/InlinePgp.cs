using System.Text;
using Hub.Channels.Email.Reading;
using MimeKit;

namespace Hub.Channels.Email.Crypto;

/// <summary>OpenPGP inside the text of a mail, as it was done before RFC 3156: an encrypted block, or a signed text with its
/// signature below (RFC 4880, 7).</summary>
/// <param name="Before">Text above the block.</param>
/// <param name="Block">The armored message, or the armored signature.</param>
/// <param name="Signed">The text that was signed, as the signature is over it; null for an encrypted block.</param>
/// <param name="After">Text below the block.</param>
internal sealed record InlinePgp(string Before, string Block, string? Signed, string After)
{
    private const string Message = "-----BEGIN PGP MESSAGE-----";
    private const string MessageEnd = "-----END PGP MESSAGE-----";
    private const string Cleartext = "-----BEGIN PGP SIGNED MESSAGE-----";
    private const string Signature = "-----BEGIN PGP SIGNATURE-----";
    private const string SignatureEnd = "-----END PGP SIGNATURE-----";

    /// <summary>Whether the block is all there is.</summary>
    public bool IsWhole => string.IsNullOrWhiteSpace(Before) && string.IsNullOrWhiteSpace(After);

    /// <summary>Finds the first block; texts hold one byte per letter, so that what was signed keeps its bytes. Null for none.</summary>
    public static InlinePgp? Find(TextPart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        var text = Encoding.Latin1.GetString(bytes.GetBuffer(), 0, (int)bytes.Length).Replace("\r\n", "\n", StringComparison.Ordinal);
        return FindSigned(text) ?? FindEncrypted(text);
    }

    /// <summary>A text of one byte per letter, decoded.</summary>
    public static string Decode(string text, string? charset) => Charsets.Decode(Encoding.Latin1.GetBytes(text), charset);

    private static InlinePgp? FindEncrypted(string text)
    {
        var from = LineOf(text, Message, 0);
        var to = from < 0 ? -1 : LineOf(text, MessageEnd, from);
        return to < 0 ? null : new InlinePgp(text[..from], text[from..(to + MessageEnd.Length)], null, text[(to + MessageEnd.Length)..]);
    }

    private static InlinePgp? FindSigned(string text)
    {
        var from = LineOf(text, Cleartext, 0);
        var signature = from < 0 ? -1 : LineOf(text, Signature, from);
        var to = signature < 0 ? -1 : LineOf(text, SignatureEnd, signature);
        var begin = to < 0 ? -1 : text.IndexOf("\n\n", from, StringComparison.Ordinal);
        if (begin < 0 || begin >= signature)
        {
            return null;
        }
        // 7.1: lines that begin with a dash have "- " before them, and spaces at the end of a line are not signed.
        var lines = text[Math.Min(begin + 2, signature)..signature].Split('\n').SkipLast(1)
            .Select(static line => (line.StartsWith("- ", StringComparison.Ordinal) ? line[2..] : line).TrimEnd(' ', '\t'));
        return new InlinePgp(text[..from], text[signature..(to + SignatureEnd.Length)], string.Join("\r\n", lines), text[(to + SignatureEnd.Length)..]);
    }

    private static int LineOf(string text, string marker, int from)
    {
        for (var at = text.IndexOf(marker, from, StringComparison.Ordinal); at >= 0; at = text.IndexOf(marker, at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || text[at - 1] == '\n')
            {
                return at;
            }
        }
        return -1;
    }
}
