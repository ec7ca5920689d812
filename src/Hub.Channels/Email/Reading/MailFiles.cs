using Hub.Core.Inbound;
using MimeKit;

namespace Hub.Channels.Email.Reading;

/// <summary>Turns the file parts of a mail into attachments.</summary>
public static class MailFiles
{
    // A name of a type has at most 127 characters on each side (RFC 6838, 4.2); nobody uses half of them.
    private const int LongestType = 127;

    /// <summary>The attachments in order. Images that the HTML refers to are inline; everything else is a file, whatever it says.</summary>
    /// <param name="files">Parts that are not body.</param>
    /// <param name="shown">Ids of those the HTML shows.</param>
    public static IReadOnlyList<InboundAttachment> Of(IReadOnlyList<MimeEntity> files, IReadOnlySet<string> shown) =>
        [.. files.Select((file, index) => Of(file, index, shown))];

    private static InboundAttachment Of(MimeEntity entity, int index, IReadOnlySet<string> shown)
    {
        var type = entity.ContentType.MimeType.ToLowerInvariant();
        if (entity is MessagePart nested)
        {
            var subject = nested.Message?.Subject;
            return new InboundAttachment(FileNames.Clean(string.IsNullOrWhiteSpace(subject) ? null : $"{subject}.eml", $"message-{index + 1}.eml"),
                "message/rfc822", IsInline: false, null, () => Write(nested));
        }
        type = type.Length > LongestType || !type.All(static letter => letter is > ' ' and < '\u007F') ? "application/octet-stream" : type;
        var id = InlineImages.IdOf(entity);
        var isInline = id is not null && type.StartsWith("image/", StringComparison.Ordinal) && shown.Contains(id);
        var extension = MimeTypes.TryGetExtension(type, out var known) ? known : ".bin";
        var part = entity as MimePart;
        return new InboundAttachment(FileNames.Clean(part?.FileName, $"file-{index + 1}{extension}"), type, isInline, id,
            () => part?.Content?.Open() ?? Stream.Null);
    }

    // An attached mail has no decoded form of its own: it is written out as it stands.
    private static MemoryStream Write(MessagePart nested)
    {
        var bytes = new MemoryStream();
        nested.Message?.WriteTo(bytes);
        bytes.Position = 0;
        return bytes;
    }
}
