using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Attachments;

/// <summary>Takes a file ahead of the message that will carry it.</summary>
public sealed class UploadAttachment(IHubStore store, IBlobStore blobs, TimeProvider clock)
{
    /// <summary>Largest file in bytes.</summary>
    public const long Limit = 40L * 1024 * 1024;

    private const int LongestName = 200;

    /// <summary>Streams the file into the blob store and commits its document.</summary>
    /// <param name="content">Read to its end, not disposed.</param>
    /// <param name="name">As the sender calls it; folders and control characters are taken out.</param>
    /// <param name="mediaType">As declared, or null.</param>
    /// <param name="owner">Agent or visitor id; only the owner may put it into a message.</param>
    /// <param name="ct">Cancels and leaves nothing.</param>
    /// <exception cref="BlobTooLargeException">Larger than <see cref="Limit"/>.</exception>
    public async ValueTask<Attachment> HandleAsync(Stream content, string? name, string? mediaType, string owner, CancellationToken ct)
    {
        var blob = await blobs.StageAsync(content, Limit, ct);
        var now = clock.GetUtcNow();
        var attachment = new Attachment
        {
            Id = DocId<Attachment>.New(now),
            Name = NameOf(name),
            MediaType = MediaTypeOf(mediaType),
            Size = blob.Size,
            Sha256 = blob.Sha256,
            Blob = blob.Id,
            Owner = owner,
            CreatedAt = now,
        };
        await store.CommitAsync(new ChangeSet().Keep(blob).Insert(attachment), ct);
        return attachment;
    }

    /// <summary>A file name without folders and control characters, at most 200 characters; <c>file</c> when nothing is left.</summary>
    public static string NameOf(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var clean = string.Concat(last.Where(static c => !char.IsControl(c) && c is not ('"' or '<' or '>' or '|' or ':' or '*' or '?'))).Trim(' ', '.');
        return clean.Length == 0 ? "file" : clean.Length <= LongestName ? clean : clean[^LongestName..];
    }

    /// <summary>The bare type in lower case, or <c>application/octet-stream</c>.</summary>
    public static string MediaTypeOf(string? declared)
    {
        var bare = (declared ?? "").Split(';')[0].Trim().ToLowerInvariant();
        var isType = bare.Length is > 2 and <= 127 && bare.Count(static c => c == '/') == 1
            && bare.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '+' or '.' or '_');
        return isType ? bare : "application/octet-stream";
    }
}
