using Hub.Core.Attachments;
using Hub.Core.Contacts;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Server.Realtime.Visitors;

/// <summary>Takes and gives files of visitors.</summary>
internal sealed class VisitorFiles(UploadAttachment upload, IHubStore store, IBlobStore blobs)
{
    /// <summary>Stores a file that no message carries yet; null for a program.</summary>
    public async Task<Attachment?> TakeAsync(Visitor visitor, string? name, string? declaredType, Stream content, CancellationToken ct)
    {
        var start = new byte[FileSignature.Length];
        var read = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct);
        if (FileSignature.TypeOf(start.AsSpan(0, read), name ?? "", declaredType) is not { } type)
        {
            return null;
        }
        await using var whole = new PrefixedStream(start.AsMemory(0, read), content);
        return await upload.HandleAsync(whole, name, type, visitor.Id.Value, ct);
    }

    /// <summary>A file the visitor may see: its own, or one of a public entry of its tickets.</summary>
    public async Task<Attachment?> FindAsync(Visitor visitor, string id, CancellationToken ct)
    {
        if (!DocId<Attachment>.TryParse(id, out var fileId) || await store.FindAsync(fileId, ct) is not { IsInternal: false } file)
        {
            return null;
        }
        return file.Owner == visitor.Id.Value
            || (file.Ticket is { } ticket && visitor.Lines.FirstOrDefault(line => line.Ticket == ticket) is { } line && await IsShownAsync(line, file, ct))
            ? file
            : null;
    }

    public ValueTask<Stream?> OpenAsync(Attachment file, CancellationToken ct) => blobs.OpenAsync(file.Blob, ct);

    /// <summary>Whether a public entry that the visitor sees carries the file.</summary>
    private async Task<bool> IsShownAsync(VisitorLine line, Attachment file, CancellationToken ct)
    {
        Cursor? after = null;
        do
        {
            var page = await store.ListAsync(
                new View<Message>(
                    Message.Fields.Ticket.Is(line.Ticket.Value).And(Message.Fields.PublicRev.Between(line.FromRev + 1, null)),
                    Message.Fields.Seq, IsDescending: true),
                new PageRequest(200, after), ct);
            if (page.Items.Any(entry => line.Shows(entry) && entry.Attachments.Any(carried => carried.Id == file.Id)))
            {
                return true;
            }
            after = page.Next;
        }
        while (after is not null);
        return false;
    }
}
