using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary>Deliveries that went wrong.</summary>
public static class DeliveryEndpoints
{
    public static void MapDeliveries(this IEndpointRouteBuilder api) => api.MapPost("/messages/{id}/retry", RetryAsync)
        .WithTags("Messages").WithSummary("Sends a failed or uncertain message again").Produces<MessageResponse>();

    private static async Task<IResult> RetryAsync(
        string id, HttpContext http, RetryDelivery retry, IHubStore store, TicketShapes shapes, CancellationToken ct) =>
        MessageId.TryParse(id, out var messageId)
            ? await retry.HandleAsync(messageId, http.Access(), ct) switch
            {
                RetryOutcome.Queued { Message: var message } => Results.Ok(
                    await shapes.OfAsync(message, (await store.FindAsync(message.Ticket, ct))!, http.Access(), ct)),
                RetryOutcome.Forbidden forbidden => Problem.Forbidden(forbidden.Right.Refusal()),
                RetryOutcome.NotFailed => new Problem(409, "not-failed", "This message neither failed nor is uncertain."),
                _ => Problem.NotFound(),
            }
            : Problem.NotFound();
}
