using Hub.Core.Tickets;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary>Forwarding, archive, spam and trash.</summary>
public static class DailyEndpoints
{
    public static void MapDaily(this IEndpointRouteBuilder api)
    {
        var tickets = api.MapGroup("/tickets/{number}").WithTags("Tickets");
        tickets.MapPost("/forward", static ([AsParameters] TicketCall call, ForwardBody body, ForwardTicket forward) =>
        {
            var to = MailboxBody.Read(body.To, "to") ?? [];
            return call.WithAsync((ticket, by) => forward.HandleAsync(new ForwardCommand(ticket.Id, to, body.Text ?? ""), by, call.Ct));
        }).WithSummary("Forwards the newest customer message by mail; answers become notes").Produces<TicketResponse>();
        foreach (var (path, shelf) in new[] { ("/archive", Shelf.Archive), ("/spam", Shelf.Spam), ("/trash", Shelf.Trash) })
        {
            tickets.MapPost(path, ([AsParameters] TicketCall call, ShelveTicket shelve) =>
                call.WithAsync((ticket, by) => shelve.HandleAsync(ticket.Id, shelf, by, call.Ct)))
                .WithSummary("Takes the ticket out of the daily lists; it stays searchable").Produces<TicketResponse>();
            tickets.MapDelete(path, static ([AsParameters] TicketCall call, ShelveTicket shelve) =>
                call.WithAsync((ticket, by) => shelve.UndoAsync(ticket.Id, by, call.Ct)))
                .WithSummary("Takes the ticket back").Produces<TicketResponse>();
        }
    }
}

/// <summary>Where to, and what is written above the forwarded message.</summary>
public sealed record ForwardBody(IReadOnlyList<MailboxBody>? To, string? Text);
