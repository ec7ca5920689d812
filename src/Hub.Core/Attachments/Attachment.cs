using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Attachments;

/// <summary>A file: uploaded ahead of its message, or taken out of a mail.</summary>
public sealed record Attachment : Document<Attachment>, IDocument<Attachment>
{
    /// <summary>Cleaned file name, at most 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Declared type, lower case, without parameters.</summary>
    public required string MediaType { get; init; }

    /// <summary>Bytes, decoded.</summary>
    public required long Size { get; init; }

    /// <summary>Lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Where the bytes are.</summary>
    public required string Blob { get; init; }

    /// <summary>Who uploaded it: an agent id or visitor id; null for mail.</summary>
    public string? Owner { get; init; }

    /// <summary>The ticket whose readers may fetch it; null until a message carries it.</summary>
    public TicketId? Ticket { get; init; }

    /// <summary>Whether it stands in a note and stays with colleagues.</summary>
    public bool IsInternal { get; init; }

    /// <summary>The words in it, by which it is found; "" when there are none, null while nobody has looked.</summary>
    public string? Text { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<Attachment> Kind { get; } = new("attachment", "att")
    {
        Fields = [Fields.Ticket, Fields.CreatedAt, Fields.AwaitsText],
        Indexes = [new([Fields.Ticket], Fields.CreatedAt), new([Fields.AwaitsText], null)],
        SearchText = static file => $"{file.Name}\n{file.Text}",
        SearchGroup = Fields.Ticket,
    };

    /// <summary>As a message carries it.</summary>
    public AttachmentRef ToReference(bool isInline = false, string? contentId = null) =>
        new(Id, Name, MediaType, Size, Sha256, isInline, contentId);

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Ticket id; none while no message carries it.</summary>
        public static Field<Attachment> Ticket { get; } = new("ticket", FieldType.Text, static a => FieldValue.Of(a.Ticket?.Value));

        /// <summary>Whether it belongs to a ticket and nobody has looked for words in it.</summary>
        public static Field<Attachment> AwaitsText { get; } =
            new("awaitsText", FieldType.Flag, static a => FieldValue.Of(a.Ticket is not null && a.Text is null));

        /// <summary>When it came.</summary>
        public static Field<Attachment> CreatedAt { get; } = new("created", FieldType.Instant, static a => FieldValue.Of(a.CreatedAt));
    }
}

/// <summary>A file as a message carries it.</summary>
/// <param name="Id">The attachment.</param>
/// <param name="Name">File name.</param>
/// <param name="MediaType">Type.</param>
/// <param name="Size">Bytes, decoded.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="IsInline">Shown inside the HTML.</param>
/// <param name="ContentId">Name by which the HTML refers to it, without angle brackets; null for none.</param>
public sealed record AttachmentRef(
    DocId<Attachment> Id, string Name, string MediaType, long Size, string Sha256, bool IsInline, string? ContentId);
