using System.Text.RegularExpressions;
using Hub.Core.Inbound;
using MimeKit;

namespace Hub.Channels.Email.Reading;

/// <summary>Turns the file parts of a mail into attachments.</summary>
public static partial class MailFiles
{
    /// <summary>The attachments in order. Images that the HTML refers to are inline; everything else is a file, whatever it says.</summary>
    /// <param name="files">Parts that are not body.</param>
    /// <param name="html">HTML as sent, or null.</param>
    public static IReadOnlyList<InboundAttachment> Of(IReadOnlyList<MimeEntity> files, string? html)
    {
        var shown = html is null ? [] : References(html);
        return [.. files.Select((file, index) => Of(file, index, shown))];
    }

    private static InboundAttachment Of(MimeEntity entity, int index, HashSet<string> shown)
    {
        var type = entity.ContentType.MimeType.ToLowerInvariant();
        if (entity is MessagePart nested)
        {
            var subject = nested.Message?.Subject;
            return new InboundAttachment(FileNames.Clean(string.IsNullOrWhiteSpace(subject) ? null : $"{subject}.eml", $"message-{index + 1}.eml"),
                "message/rfc822", IsInline: false, null, () => Write(nested));
        }
        var part = (MimePart)entity;
        var id = part.ContentId?.Trim('<', '>', ' ') ?? part.ContentLocation?.OriginalString;
        var isInline = id is not null && type.StartsWith("image/", StringComparison.Ordinal) && shown.Contains(id);
        var extension = MimeTypes.TryGetExtension(type, out var known) ? known : ".bin";
        return new InboundAttachment(FileNames.Clean(part.FileName, $"file-{index + 1}{extension}"), type, isInline, id,
            () => part.Content?.Open() ?? Stream.Null);
    }

    // An attached mail has no decoded form of its own: it is written out as it stands.
    private static MemoryStream Write(MessagePart nested)
    {
        var bytes = new MemoryStream();
        nested.Message?.WriteTo(bytes);
        bytes.Position = 0;
        return bytes;
    }

    private static HashSet<string> References(string html)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Reference().Matches(html))
        {
            found.Add(Uri.UnescapeDataString(match.Groups[1].Value).Trim('<', '>'));
        }
        return found;
    }

    [GeneratedRegex("""src\s*=\s*["']?\s*(?:cid:)?([^"'\s>]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
