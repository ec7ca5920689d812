using System.Text.Json;
using Hub.Core.Queues;
using Hub.Core.Tickets;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>/tickets</c>: lists, headers, changes.</summary>
public static class TicketEndpoints
{
    public static void MapTickets(this IEndpointRouteBuilder api)
    {
        var tickets = api.MapGroup("/tickets").WithTags("Tickets");
        tickets.MapGet("", ListAsync).WithSummary("Tickets the caller may see").Produces<PageResponse<TicketResponse>>();
        tickets.MapPost("", CreateAsync).WithSummary("Makes a ticket with its first message").Produces<TicketResponse>(201);
        tickets.MapGet("/{number}", FindAsync).WithSummary("One ticket; a merged one names its target").Produces<TicketResponse>();
        tickets.MapPatch("/{number}", ChangeAsync).WithSummary("Changes a ticket (merge patch); with version a lost race is refused")
            .Accepts<TicketPatchBody>("application/json", "application/merge-patch+json").Produces<TicketResponse>();
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] TicketQuery query, HttpContext http, TicketLists lists, TicketShapes shapes, CancellationToken ct)
    {
        var access = http.Access();
        return Results.Ok(await shapes.OfAsync(await lists.ReadAsync(query, http.Request.Query, access, ct), access, ct));
    }

    private static async Task<IResult> CreateAsync(
        NewTicketBody body, HttpContext http, CreateTicket create, TicketShapes shapes, CancellationToken ct) =>
        await create.HandleAsync(body.ToCommand(), http.Access(), ct) switch
        {
            CreateTicketOutcome.Created { Ticket: var ticket } =>
                Results.Created($"{ApiGroup.Prefix}/tickets/{ticket.Number}", await shapes.OfAsync(ticket, http.Access(), ct)),
            CreateTicketOutcome.Forbidden forbidden => Problem.Forbidden(forbidden.Text),
            CreateTicketOutcome.Invalid invalid => Problem.Invalid(invalid.Field, invalid.Text),
            var other => throw new InvalidOperationException($"{other} is not an outcome."),
        };

    private static async Task<IResult> FindAsync(
        string number, HttpContext http, ThreadReader reader, TicketShapes shapes, CancellationToken ct) =>
        await reader.FindAsync(number, http.Access(), ct) is { } ticket
            ? Results.Ok(await shapes.OfAsync(ticket, http.Access(), ct))
            : Problem.NotFound();

    private static async Task<IResult> ChangeAsync(
        string number, JsonElement body, HttpContext http, ThreadReader reader, ChangeTicket change, TicketShapes shapes, TicketAnswers answers, CancellationToken ct)
    {
        var access = http.Access();
        if (await reader.FindAsync(number, access, ct) is not { } ticket)
        {
            return Problem.NotFound();
        }
        return await change.HandleAsync(TicketPatchBody.Read(body, ticket.Id), access, ct) switch
        {
            ChangeOutcome.Changed changed => Results.Ok(await shapes.OfAsync(changed.Ticket, access, ct)),
            ChangeOutcome.VersionConflict conflict => new Problem(409, "version-conflict", "Somebody changed the ticket meanwhile.")
                .With("ticket", await shapes.OfAsync(conflict.Current, access, ct)),
            ChangeOutcome.NotFound => Problem.NotFound(),
            ChangeOutcome.Forbidden forbidden => Problem.Forbidden(forbidden.Right.Refusal()),
            ChangeOutcome.Blocked blocked => TicketAnswers.Refused(blocked.Why),
            ChangeOutcome.AlreadyMerged merged => await answers.MergedAsync(merged.Into, access, ct),
            ChangeOutcome.Invalid invalid => Problem.Invalid(invalid.Field, invalid.Text),
            var other => throw new InvalidOperationException($"{other} is not an outcome."),
        };
    }
}
