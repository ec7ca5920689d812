using Hub.Core.BlockedSenders;
using Hub.Core.Storage;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>/blocked-senders</c>: addresses and domains whose mail goes to the tray.</summary>
public static class BlockedSenderEndpoints
{
    public static void MapBlockedSenders(this IEndpointRouteBuilder api)
    {
        var senders = api.MapGroup("/blocked-senders").WithTags("Tray").RequireAuthorization(Schemes.Administrators);
        senders.MapGet("", static async (HttpContext http, ListBlockedSenders list, CancellationToken ct, int? limit = null, string? cursor = null) =>
            Results.Ok((await list.HandleAsync(http.Access(), Paging.Of(limit, cursor), ct)).To(BlockedSenderResponse.Of)))
            .WithSummary("Blocked addresses and domains, newest first").Produces<PageResponse<BlockedSenderResponse>>();
        senders.MapPost("", static async (BlockedSenderBody body, HttpContext http, BlockSender block, CancellationToken ct) =>
            (await block.HandleAsync(body.Sender, http.Access(), ct)).Created(static blocked => $"{ApiGroup.Prefix}/blocked-senders/{blocked.Id}", BlockedSenderResponse.Of))
            .WithSummary("Blocks an address, or a domain with all below it").Produces<BlockedSenderResponse>(201);
        senders.MapDelete("/{id}", static async (string id, HttpContext http, UnblockSender unblock, CancellationToken ct) =>
            DocId<BlockedSender>.TryParse(id, out var sender) ? (await unblock.HandleAsync(sender, http.Access(), ct)).Deleted() : Problem.NotFound())
            .WithSummary("Lets its mail in again").Produces(204);
    }
}

/// <summary>An address or a domain.</summary>
public sealed record BlockedSenderBody(string? Sender);

/// <summary>A blocked sender.</summary>
public sealed record BlockedSenderResponse(string Id, string Sender, string By, DateTimeOffset At)
{
    public static BlockedSenderResponse Of(BlockedSender sender) => new(sender.Id.Value, sender.Sender, sender.By, sender.At);
}
