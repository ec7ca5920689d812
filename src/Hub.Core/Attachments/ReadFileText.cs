using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Attachments;

/// <summary>Makes files found by what stands in them: reads their words once they belong to a ticket, a little after the message.</summary>
public sealed class ReadFileText(IHubStore store, IBlobStore blobs, IFileText reader)
{
    private const int MostCharacters = 200_000;
    private const int PageSize = 50;

    /// <summary>Reads every file that waits; answers how many were read.</summary>
    public async ValueTask<int> HandleAsync(CancellationToken ct)
    {
        var count = 0;
        while (true)
        {
            var waiting = await store.ListAsync(new View<Attachment>(Attachment.Fields.AwaitsText.Is(true)), new PageRequest(PageSize), ct);
            foreach (var file in waiting.Items)
            {
                await ReadAsync(file, ct);
                count++;
            }
            if (waiting.Next is null)
            {
                return count;
            }
        }
    }

    private async ValueTask ReadAsync(Attachment file, CancellationToken ct)
    {
        var ticket = file.Ticket is { } id ? await store.FindAsync(id, ct) : null;
        var text = ticket is not null && reader.CanRead(file.Name, file.MediaType) ? await TextOfAsync(file, ct) : "";
        var changes = new ChangeSet().Replace(file, file with { Text = text });
        if (text.Length > 0)
        {
            changes.MakeSearchable(new IndexRequest.Entry(file.ToRef(), ticket!.ToRef(), TicketLabels.Of(ticket)));
        }
        // A lost race leaves the file waiting; it is read again with the next round.
        await store.CommitAsync(changes, ct);
    }

    private async ValueTask<string> TextOfAsync(Attachment file, CancellationToken ct)
    {
        if (await blobs.OpenAsync(file.Blob, ct) is not { } content)
        {
            return "";
        }
        await using (content)
        {
            return await reader.ReadAsync(content, file.Name, file.MediaType, MostCharacters, ct);
        }
    }
}
