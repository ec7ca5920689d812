using System.Text.Json;
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
        if (Kind != Message.Kind)
        {
            return [];
        }
        var messages = Documents.Cast<Message>().ToList();
        var tickets = (await store.FindManyAsync<Ticket>([.. messages.Select(static message => message.Ticket).Distinct()], ct).ConfigureAwait(false))
            .ToDictionary(static ticket => ticket.Id);
        return [.. messages
            .Select(message => tickets.TryGetValue(message.Ticket, out var ticket)
                ? TicketLabels.RequestOf(message, ticket.ToRef(), TicketLabels.Of(ticket))
                : null)
            .OfType<IndexRequest>()];
    }
}
