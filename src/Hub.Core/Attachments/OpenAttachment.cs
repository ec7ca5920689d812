using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Attachments;

/// <summary>A file with its bytes; whoever gets it disposes the content.</summary>
public sealed record OpenedAttachment(Attachment Attachment, Stream Content);

/// <summary>Fetches files for agents.</summary>
public sealed class OpenAttachment(IHubStore store, IBlobStore blobs, ThreadReader reader)
{
    /// <summary>The file, or null when it is not there or not visible: a file is visible with its ticket, an unsent one to its owner.</summary>
    public async ValueTask<OpenedAttachment?> HandleAsync(DocId<Attachment> id, AgentAccess by, CancellationToken ct)
    {
        if (await store.FindAsync(id, ct) is not { } file || !await MayReadAsync(file, by, ct))
        {
            return null;
        }
        return await blobs.OpenAsync(file.Blob, ct) is { } content ? new OpenedAttachment(file, content) : null;
    }

    private async ValueTask<bool> MayReadAsync(Attachment file, AgentAccess by, CancellationToken ct) => file.Ticket is { } ticketId
        ? await reader.FindReadableAsync(ticketId, by, ct) is not null
        : file.Owner == by.Agent.Value;
}
