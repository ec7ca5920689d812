using Hub.Core.Agents;
using Hub.Core.Inbound;
using Hub.Core.Storage;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>/tray</c>: what was held and why.</summary>
public static class TrayEndpoints
{
    public static void MapTray(this IEndpointRouteBuilder api)
    {
        var tray = api.MapGroup("/tray").WithTags("Tray").RequireAuthorization(Schemes.Administrators);
        tray.MapGet("", ListAsync).WithSummary("What was held or suppressed, newest first").Produces<PageResponse<TrayItemResponse>>();
        tray.MapPost("/{id}/release", ReleaseAsync).WithSummary("Files an item into a ticket, or as a new one").Produces<FilingResponse>();
        tray.MapGet("/{id}/raw", RawAsync).WithSummary("The untouched original of an item").Produces(200, contentType: "message/rfc822");
        tray.MapDelete("/{id}", DeleteAsync).WithSummary("Removes an item for good").Produces(204);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, ListTray list, HubDirectory directory, CancellationToken ct, int? limit = null, string? cursor = null)
    {
        var names = directory.Current;
        return Results.Ok((await list.HandleAsync(http.Access(), Paging.Of(limit, cursor), ct)).To(item => TrayItemResponse.Of(item, names)));
    }

    private static async Task<IResult> ReleaseAsync(string id, HttpContext http, ReleaseIntake release, CancellationToken ct, ReleaseBody? body = null) =>
        DocId<Intake>.TryParse(id, out var intake)
            ? Answer(await release.HandleAsync(intake, body?.Ticket, http.Access(), ct))
            : Problem.NotFound();

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, DeleteIntake delete, CancellationToken ct) =>
        DocId<Intake>.TryParse(id, out var intake) ? Answer(await delete.HandleAsync(intake, http.Access(), ct)) : Problem.NotFound();

    private static async Task<IResult> RawAsync(string id, HttpContext http, ListTray list, CancellationToken ct)
    {
        if (!DocId<Intake>.TryParse(id, out var intake) || await list.OpenAsync(intake, http.Access(), ct) is not var (item, content))
        {
            return Problem.NotFound();
        }
        return Downloads.File(http, content, "message/rfc822", $"{intake.Value}.eml", item.ReceivedAt);
    }

    private static IResult Answer(TrayOutcome outcome) => outcome switch
    {
        TrayOutcome.Released released => Results.Ok(FilingResponse.Of(released.Filing)),
        TrayOutcome.Deleted => Results.NoContent(),
        TrayOutcome.NoSuchTicket => Problem.Invalid("ticket", "There is no such ticket."),
        TrayOutcome.StillHeld held => new Problem(409, "still-held", held.Reason),
        _ => Problem.NotFound(),
    };
}

/// <summary>Where an item goes; without a ticket it becomes a new one.</summary>
public sealed record ReleaseBody(string? Ticket = null);

/// <summary>Something in the tray: <c>cause</c> says why in a word, <c>reason</c> in a sentence.</summary>
public sealed record TrayItemResponse(
    string Id, Reference? Inbox, IntakeState State, TrayCause? Cause, string? From, string? Subject, string? Reason, long Size, DateTimeOffset ReceivedAt)
{
    public static TrayItemResponse Of(Intake item, DirectorySnapshot names) => new(
        item.Id.Value, Reference.To(item.Inbox, names), item.State, item.Cause, item.From, item.Subject, item.Reason, item.Size, item.ReceivedAt);
}
