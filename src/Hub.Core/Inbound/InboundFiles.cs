using Hub.Core.Attachments;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Inbound;

/// <summary>The files of one message, staged once and kept by the commit that files it.</summary>
public sealed class InboundFiles
{
    private readonly List<(Attachment File, AttachmentRef Reference, StagedBlob Blob)> _staged = [];
    private readonly IReadOnlyList<Attachment> _uploads;

    private InboundFiles(IReadOnlyList<Attachment> uploads) => _uploads = uploads;

    /// <summary>As the message carries them, in its order.</summary>
    public IReadOnlyList<AttachmentRef> References =>
        [.. _staged.Select(static one => one.Reference), .. _uploads.Select(static upload => upload.ToReference())];

    /// <summary>Decodes and stores the files, one after the other: they share one source stream.</summary>
    public static async ValueTask<InboundFiles> StageAsync(IBlobStore blobs, Filing filing, long limit, DateTimeOffset now, CancellationToken ct)
    {
        var files = new InboundFiles(filing.Uploads);
        foreach (var inbound in filing.Message.Attachments)
        {
            await using var content = inbound.Open();
            var blob = await blobs.StageAsync(content, limit, ct);
            var file = new Attachment
            {
                Id = DocId<Attachment>.New(now),
                Name = inbound.Name,
                MediaType = inbound.MediaType,
                Size = blob.Size,
                Sha256 = blob.Sha256,
                Blob = blob.Id,
                CreatedAt = now,
            };
            files._staged.Add((file, file.ToReference(inbound.IsInline, inbound.ContentId), blob));
        }
        return files;
    }

    /// <summary>Adds the files to the commit of their message.</summary>
    public void AddTo(ChangeSet changes, TicketId ticket, bool isInternal)
    {
        foreach (var (file, _, blob) in _staged)
        {
            changes.Keep(blob).Insert(file with { Ticket = ticket, IsInternal = isInternal });
        }
        UploadedFiles.Bind(changes, _uploads, ticket, isInternal);
    }
}
