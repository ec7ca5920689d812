using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.Ports;
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

    /// <summary>The ticket as answered, with the number of the one it continues in.</summary>
    internal static async ValueTask<TicketResponse> ShapeAsync(Ticket ticket, DirectorySnapshot names, IHubStore store, CancellationToken ct) =>
        TicketResponse.Of(ticket, names, ticket.MergedInto is { } into ? (await store.FindAsync(into, ct))?.Number : null);

    private static async Task<IResult> ListAsync(
        [AsParameters] TicketQuery query, HttpContext http, TicketLists lists, HubDirectory directory, IHubStore store, CancellationToken ct)
    {
        var page = await lists.ReadAsync(query, http.Request.Query, http.Access(), ct);
        var names = directory.Current;
        var targets = page.Items.Select(static ticket => ticket.MergedInto).OfType<TicketId>().Distinct().ToList();
        var numbers = targets.Count == 0 ? [] : (await store.FindManyAsync<Ticket>(targets, ct)).ToDictionary(static t => t.Id, static t => t.Number);
        return Results.Ok(page.To(ticket => TicketResponse.Of(
            ticket, names, ticket.MergedInto is { } into ? numbers.GetValueOrDefault(into) : null)));
    }

    private static async Task<IResult> CreateAsync(
        NewTicketBody body, HttpContext http, CreateTicket create, HubDirectory directory, CancellationToken ct) =>
        await create.HandleAsync(body.ToCommand(), http.Access(), ct) switch
        {
            CreateTicketOutcome.Created { Ticket: var ticket } =>
                Results.Created($"{ApiGroup.Prefix}/tickets/{ticket.Number}", TicketResponse.Of(ticket, directory.Current)),
            CreateTicketOutcome.Forbidden forbidden => Problem.Forbidden(forbidden.Text),
            CreateTicketOutcome.Invalid invalid => Problem.Invalid(invalid.Field, invalid.Text),
            var other => throw new InvalidOperationException($"{other} is not an outcome."),
        };

    private static async Task<IResult> FindAsync(
        string number, HttpContext http, ThreadReader reader, HubDirectory directory, IHubStore store, CancellationToken ct) =>
        await reader.FindAsync(number, http.Access(), ct) is { } ticket
            ? Results.Ok(await ShapeAsync(ticket, directory.Current, store, ct))
            : Problem.NotFound();

    private static async Task<IResult> ChangeAsync(
        string number, JsonElement body, HttpContext http, ThreadReader reader, ChangeTicket change, HubDirectory directory, IHubStore store, CancellationToken ct)
    {
        var access = http.Access();
        if (await reader.FindAsync(number, access, ct) is not { } ticket)
        {
            return Problem.NotFound();
        }
        return await change.HandleAsync(TicketPatchBody.Read(body, ticket.Id), access, ct) switch
        {
            ChangeOutcome.Changed changed => Results.Ok(TicketResponse.Of(changed.Ticket, directory.Current)),
            ChangeOutcome.VersionConflict conflict => new Problem(409, "version-conflict", "Somebody changed the ticket meanwhile.")
                .With("ticket", TicketResponse.Of(conflict.Current, directory.Current)),
            ChangeOutcome.NotFound => Problem.NotFound(),
            ChangeOutcome.Forbidden forbidden => Problem.Forbidden(forbidden.Right.Refusal()),
            ChangeOutcome.Blocked blocked => TicketAnswers.Refused(blocked.Why),
            ChangeOutcome.AlreadyMerged merged => await MergedAsync(merged.Into, store, ct),
            ChangeOutcome.Invalid invalid => Problem.Invalid(invalid.Field, invalid.Text),
            var other => throw new InvalidOperationException($"{other} is not an outcome."),
        };
    }

    /// <summary>The answer to a change of a ticket that continues in another one.</summary>
    internal static async ValueTask<Problem> MergedAsync(TicketId into, IHubStore store, CancellationToken ct) =>
        new Problem(409, "already-merged", "The ticket continues in another one.").With("into", (await store.FindAsync(into, ct))?.Number);
}
