using System.Text;
using Hub.Core.Agents;
using Hub.Core.Keys;
using Hub.Core.Ports;
using Hub.Core.Settings;
using Hub.Core.Storage;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary>Keys for signed and encrypted mail: <c>/queues/{id}/keys</c> and <c>/contacts/{id}/keys</c>. Private parts go in and never
/// come out.</summary>
public static class KeyEndpoints
{
    public static void MapQueueKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/queues/{id}/keys").WithTags("Keys");
        keys.MapGet("", ListOfQueueAsync).WithSummary("The keys a queue signs and opens mail with").Produces<PageResponse<KeyResponse>>();
        keys.MapPost("", AddToQueueAsync).WithSummary("Adds private keys: OpenPGP, PEM, or PKCS #12 with its password").Produces<PageResponse<KeyResponse>>(201);
        keys.MapDelete("/{key}", DeleteOfQueueAsync).WithSummary("Removes a key; mail encrypted to it cannot be opened any more").Produces(204);
    }

    public static void MapContactKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/contacts/{id}/keys").WithTags("Keys");
        keys.MapGet("", ListOfContactAsync).WithSummary("The public keys and certificates of a contact").Produces<PageResponse<KeyResponse>>();
        keys.MapPost("", AddToContactAsync).WithSummary("Adds public keys or certificates").Produces<PageResponse<KeyResponse>>(201);
        keys.MapPatch("/{key}", TrustAsync).WithSummary("Says whether the fingerprint was compared with the contact").Accepts<TrustBody>("application/json", "application/merge-patch+json").Produces<KeyResponse>();
        keys.MapDelete("/{key}", DeleteOfContactAsync).WithSummary("Removes a key").Produces(204);
    }

    private static async Task<IResult> ListOfQueueAsync(string id, HttpContext http, HubDirectory directory, KeyRings rings, CancellationToken ct) =>
        QueueId.TryParse(id, out var queue) && http.Access().CanSee(queue) && directory.Current.Queues.ContainsKey(queue)
            ? Results.Ok(PageOf(await rings.OfOwnersAsync([queue.Value], ct)))
            : Problem.NotFound();

    private static async Task<IResult> ListOfContactAsync(string id, IHubStore store, KeyRings rings, CancellationToken ct) =>
        ContactId.TryParse(id, out var contactId) && await store.FindAsync(contactId, ct) is { } contact
            ? Results.Ok(PageOf(await rings.OfOwnersAsync(KeyRings.OwnersOf(contact), ct)))
            : Problem.NotFound();

    private static async Task<IResult> AddToQueueAsync(string id, KeyBody body, HttpContext http, AddKeys add, CancellationToken ct) =>
        QueueId.TryParse(id, out var queue)
            ? Added(await add.ToQueueAsync(queue, body.ToUpload(), http.Access(), ct), $"queues/{id}")
            : Problem.NotFound();

    private static async Task<IResult> AddToContactAsync(string id, KeyBody body, HttpContext http, AddKeys add, CancellationToken ct) =>
        ContactId.TryParse(id, out var contact)
            ? Added(await add.ToContactAsync(contact, body.ToUpload(), http.Access(), ct), $"contacts/{id}")
            : Problem.NotFound();

    private static async Task<IResult> TrustAsync(string id, string key, TrustBody body, HttpContext http, ChangeKey change, CancellationToken ct) =>
        ContactId.TryParse(id, out var contact) && DocId<MailKey>.TryParse(key, out var keyId)
            ? (await change.TrustAsync(keyId, contact.Value, body.Trusted, http.Access(), ct)).Changed(KeyResponse.Of)
            : Problem.NotFound();

    private static async Task<IResult> DeleteOfQueueAsync(string id, string key, HttpContext http, ChangeKey change, CancellationToken ct) =>
        QueueId.TryParse(id, out var queue) && DocId<MailKey>.TryParse(key, out var keyId)
            ? (await change.RemoveAsync(keyId, queue.Value, http.Access(), ct)).Deleted()
            : Problem.NotFound();

    private static async Task<IResult> DeleteOfContactAsync(string id, string key, HttpContext http, ChangeKey change, CancellationToken ct) =>
        ContactId.TryParse(id, out var contact) && DocId<MailKey>.TryParse(key, out var keyId)
            ? (await change.RemoveAsync(keyId, contact.Value, http.Access(), ct)).Deleted()
            : Problem.NotFound();

    private static IResult Added(SettingOutcome<IReadOnlyList<MailKey>> outcome, string owner) =>
        outcome.Created(_ => $"{ApiGroup.Prefix}/{owner}/keys", PageOf);

    private static PageResponse<KeyResponse> PageOf(IReadOnlyList<MailKey> keys) => new([.. keys.Select(KeyResponse.Of)], null);
}

/// <summary>A file of keys: <c>key</c> is armored or PEM text as it stands, or a binary file in base64.</summary>
public sealed record KeyBody(string Key, string? Password)
{
    public KeyUpload ToUpload()
    {
        if (Key is null || Key.Contains("-----BEGIN ", StringComparison.Ordinal))
        {
            return new KeyUpload(Encoding.UTF8.GetBytes(Key ?? ""), Password);
        }
        try
        {
            return new KeyUpload(Convert.FromBase64String(Key), Password);
        }
        catch (FormatException)
        {
            throw new InvalidRequestException("key", "Armored or PEM text, or a binary file in base64.");
        }
    }
}

/// <summary>Whether a key is confirmed.</summary>
public sealed record TrustBody(bool Trusted);
