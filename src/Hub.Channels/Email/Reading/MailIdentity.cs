using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace Hub.Channels.Email.Reading;

/// <summary>What makes a mail the same mail again: Message-ID, From, Date, Subject and the decoded parts. Headers that say which way
/// it took are left out, and so are line ends, which servers change.</summary>
public static class MailIdentity
{
    /// <summary>Lower-case hex SHA-256. Reads all parts once.</summary>
    public static async ValueTask<string> HashAsync(MimeMessage mail, MailParts parts, CancellationToken ct)
    {
        using var sha = SHA256.Create();
        await using var sink = new CryptoStream(Stream.Null, sha, CryptoStreamMode.Write);
        foreach (var header in (ReadOnlySpan<HeaderId>)[HeaderId.MessageId, HeaderId.From, HeaderId.Date, HeaderId.Subject])
        {
            Write(sink, $"{header}:{mail.Headers[header]?.Trim()}\0");
        }
        foreach (var leaf in parts.Leaves)
        {
            Write(sink, $"{leaf.ContentType.MimeType.ToLowerInvariant()}\0");
            await WriteAsync(sink, leaf, ct);
        }
        await sink.FlushFinalBlockAsync(ct);
        return Convert.ToHexStringLower(sha.Hash!);
    }

    private static async ValueTask WriteAsync(CryptoStream sink, MimeEntity leaf, CancellationToken ct)
    {
        switch (leaf)
        {
            case TextPart text:
                Write(sink, MailParts.TextOf(text).Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd());
                break;
            case MessagePart { Message: { } nested }:
                await nested.WriteToAsync(sink, ct);
                break;
            case MimePart { Content: { } content }:
                await content.DecodeToAsync(sink, ct);
                break;
        }
    }

    private static void Write(CryptoStream sink, string text) => sink.Write(Encoding.UTF8.GetBytes(text));
}
