using Hub.Core.Agents;
using Hub.Core.AutomaticMails;
using Hub.Core.Storage;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary>Where Hub writes no mail by itself: queues that wrote too much, and addresses that mail does not reach.</summary>
public static class SilenceEndpoints
{
    public static void MapSilence(this IEndpointRouteBuilder api)
    {
        var pauses = api.MapGroup("/queue-pauses").WithTags("Silence").RequireAuthorization(Schemes.Administrators);
        pauses.MapGet("", static async (HttpContext http, QueuePauses all, HubDirectory directory, CancellationToken ct) =>
        {
            var names = directory.Current;
            var items = (await all.ListAsync(http.Access(), ct)).Select(pause => QueuePauseResponse.Of(pause, names)).ToList();
            return Results.Ok(new PageResponse<QueuePauseResponse>(items, null));
        }).WithSummary("Queues whose automatic mail is paused").Produces<PageResponse<QueuePauseResponse>>();
        pauses.MapDelete("/{queue}", static async (string queue, HttpContext http, QueuePauses all, CancellationToken ct) =>
            QueueId.TryParse(queue, out var id) && await all.ResumeAsync(id, http.Access(), ct) ? Results.NoContent() : Problem.NotFound())
            .WithSummary("Lets the automatic mail of a queue go on").Produces(204);

        var addresses = api.MapGroup("/undeliverable-addresses").WithTags("Silence");
        addresses.MapGet("", static async (UndeliverableAddresses all, CancellationToken ct, int? limit = null, string? cursor = null) =>
            Results.Ok((await all.ListAsync(Paging.Of(limit, cursor), ct)).To(UndeliverableResponse.Of)))
            .WithSummary("Addresses that get no automatic mail, newest first").Produces<PageResponse<UndeliverableResponse>>();
        addresses.MapDelete("/{id}", static async (string id, UndeliverableAddresses all, CancellationToken ct) =>
            DocId<UndeliverableAddress>.TryParse(id, out var address) && await all.LiftAsync(address, ct) ? Results.NoContent() : Problem.NotFound())
            .WithSummary("Forgets that mail did not reach an address").Produces(204);
    }
}

/// <summary>A queue that writes no automatic mail.</summary>
public sealed record QueuePauseResponse(Reference? Queue, DateTimeOffset Since, int LimitPerMinute)
{
    public static QueuePauseResponse Of(QueuePause pause, DirectorySnapshot names) => new(Reference.To(pause.Queue, names), pause.At, pause.Limit);
}

/// <summary>An address that gets no automatic mail; <c>until</c> is null for one that stays so until it is lifted.</summary>
public sealed record UndeliverableResponse(string Id, string Address, SilenceCause Cause, string? Reason, DateTimeOffset Since, DateTimeOffset? Until)
{
    public static UndeliverableResponse Of(UndeliverableAddress address) =>
        new(address.Id.Value, address.Address, address.Cause, address.Reason, address.At, address.Until);
}
