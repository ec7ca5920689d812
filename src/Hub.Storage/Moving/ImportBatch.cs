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
        var searched = Documents.Select(static document => (Document: document, Ticket: TicketOf(document)))
            .Where(static one => one.Ticket is not null).Select(static one => (one.Document, Ticket: one.Ticket!.Value)).ToList();
        var labels = await FindLabelsAsync(store, [.. searched.Select(static one => one.Ticket).Distinct()], ct).ConfigureAwait(false);
        var requests = new List<IndexRequest>(searched.Count);
        foreach (var (document, ticket) in searched.Where(one => labels.ContainsKey(one.Ticket)))
        {
            requests.Add(new IndexRequest.Entry(new DocRef(Kind.Name, document.Key), ticket.ToRef(), labels[ticket]));
            // What continues in this ticket may have come before it, under labels of its own.
            requests.AddRange(document is Ticket { Members: var members }
                ? members.Select(member => new IndexRequest.Relabel(member.Ticket.ToRef(), labels[ticket]))
                : []);
        }
        return requests;
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

    /// <summary>The ticket under which a document is found; null for one that is not searched.</summary>
    private static TicketId? TicketOf(Document document) => document switch
    {
        Ticket ticket => ticket.Id,
        Message { MessageKind: not MessageKind.Activity } message => message.Ticket,
        Attachment { Text.Length: > 0 } file => file.Ticket,
        _ => null,
    };
}
