using System.Text.Json;
using Hub.Core.Attachments;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Storage.Moving;

/// <summary>What one frame of documents means for the store it goes to.</summary>
/// <param name="Kind">Of all documents.</param>
/// <param name="Documents">With their secrets sealed by this installation.</param>
/// <param name="LeftOut">How many were nothing without their secret.</param>
/// <param name="Losses">What is lost with secrets left out.</param>
internal sealed record ImportBatch(DocumentKind Kind, IReadOnlyList<Document> Documents, int LeftOut, IReadOnlyList<string> Losses)
{
    public static ImportBatch Read(
        byte[] payload, IReadOnlyDictionary<string, DocumentKind> kinds, PassphraseSeal? seal, ISecretSealer sealer)
    {
        var lines = ExportLines.Read<DocumentLine<JsonElement>>(payload).ToList();
        var kind = kinds[lines[0].Kind];
        var documents = new List<Document>(lines.Count);
        var losses = new List<string>();
        foreach (var line in lines)
        {
            var document = (Document)line.Doc.Deserialize(kind.Type, HubJson.Options)! with { Version = line.V };
            var isLost = false;
            var carried = kind.MapSecrets(document, text =>
            {
                var secret = seal?.Open(ExportFile.OwnerOf(kind, document), text);
                isLost |= secret is null;
                return secret is null ? null : sealer.Seal(secret);
            });
            if (isLost)
            {
                losses.Add(kind.WhenSecretsAreLost(document));
            }
            if (carried is not null)
            {
                documents.Add(carried);
            }
        }
        return new ImportBatch(kind, documents, lines.Count - documents.Count, losses);
    }

    /// <summary>The wishes to the search index that belong to these documents, whose tickets are stored already.</summary>
    public async ValueTask<IReadOnlyList<IndexRequest>> FindRequestsAsync(IHubStore store, CancellationToken ct)
    {
        var searched = Documents.SelectMany(SearchedWith).ToList();
        var labels = await FindLabelsAsync(store, [.. searched.Select(static one => one.Ticket).Distinct()], ct).ConfigureAwait(false);
        return [.. searched.Where(one => labels.ContainsKey(one.Ticket))
            .Select(one => new IndexRequest.Entry(one.Document, one.Ticket.ToRef(), labels[one.Ticket]))];
    }

    /// <summary>Labels of tickets; what was merged is found by those who may read where it continues.</summary>
    private static async ValueTask<IReadOnlyDictionary<TicketId, IReadOnlyList<string>>> FindLabelsAsync(
        IHubStore store, IReadOnlyList<TicketId> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return new Dictionary<TicketId, IReadOnlyList<string>>();
        }
        var tickets = await store.FindManyAsync<Ticket>(ids, ct).ConfigureAwait(false);
        var roots = await FindLabelsAsync(store, [.. tickets.Select(static ticket => ticket.MergedInto).OfType<TicketId>().Distinct()], ct).ConfigureAwait(false);
        return tickets.ToDictionary(static ticket => ticket.Id, ticket =>
            ticket.MergedInto is { } into && roots.TryGetValue(into, out var labels) ? labels : TicketLabels.Of(ticket));
    }

    /// <summary>What is found once a document is there. A ticket comes with its first entry, so that hits keep the order of time.</summary>
    private static IEnumerable<(DocRef Document, TicketId Ticket)> SearchedWith(Document document)
    {
        switch (document)
        {
            case Ticket { LastSeq: 0 } ticket:
                yield return (ticket.ToRef(), ticket.Id);
                break;
            case Message message:
                if (message.Seq == 1)
                {
                    yield return (message.Ticket.ToRef(), message.Ticket);
                }
                if (message.MessageKind != MessageKind.Activity)
                {
                    yield return (message.ToRef(), message.Ticket);
                }
                break;
            case Attachment { Text.Length: > 0, Ticket: { } owner } file:
                yield return (file.ToRef(), owner);
                break;
        }
    }
}
