using Hub.Core.Tickets;
using Hub.Server.Http.Shapes;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Server.Http;

/// <summary>What ties tickets together: merge, split, moved entries, links; and undo.</summary>
public static class TieEndpoints
{
    public static void MapTies(this IEndpointRouteBuilder api)
    {
        var tickets = api.MapGroup("/tickets/{number}").WithTags("Tickets");
        tickets.MapPost("/merge", MergeAsync).WithSummary("Lets the ticket continue in another one; answers it with mergedInto").Produces<TicketResponse>();
        tickets.MapPost("/split", SplitAsync).WithSummary("Makes a new, linked ticket of some entries; answers the new one").Produces<TicketResponse>();
        tickets.MapPost("/move", MoveAsync).WithSummary("Moves entries to another ticket").Produces<TicketResponse>();
        tickets.MapPost("/links", LinkAsync).WithSummary("Links another ticket: what it is to this one").Produces<TicketResponse>();
        tickets.MapDelete("/links", UnlinkAsync).WithSummary("Removes a link").Produces<TicketResponse>();
        tickets.MapPost("/undo", UndoAsync).WithSummary("Undoes the change that an activity records, where nothing is lost by it").Produces<TicketResponse>();
    }

    private static Task<IResult> MergeAsync([AsParameters] TicketCall call, MergeTicketBody body, MergeTickets merge) =>
        call.WithBothAsync(body.Into, "into", (ticket, into, by) => merge.HandleAsync(ticket.Id, into.Id, by, call.Ct));

    private static Task<IResult> SplitAsync([AsParameters] TicketCall call, SplitBody body, SplitTicket split) =>
        call.WithAsync((ticket, by) => split.HandleAsync(new SplitCommand(ticket.Id, body.Seqs ?? [], body.Subject, body.Queue), by, call.Ct));

    private static Task<IResult> MoveAsync([AsParameters] TicketCall call, MoveBody body, MoveEntries move) =>
        call.WithBothAsync(body.To, "to", (ticket, to, by) => move.HandleAsync(ticket.Id, body.Seqs ?? [], to.Id, by, call.Ct));

    private static Task<IResult> LinkAsync([AsParameters] TicketCall call, LinkBody body, LinkTickets link) =>
        call.WithBothAsync(body.Number, "number", (ticket, other, by) => link.AddAsync(ticket.Id, body.Type, other.Id, by, call.Ct));

    private static Task<IResult> UnlinkAsync([AsParameters] TicketCall call, [FromBody] LinkBody body, LinkTickets link) =>
        call.WithBothAsync(body.Number, "number", (ticket, other, by) => link.RemoveAsync(ticket.Id, body.Type, other, by, call.Ct));

    private static Task<IResult> UndoAsync([AsParameters] TicketCall call, UndoBody body, UndoChange undo) =>
        call.WithAsync((ticket, by) => undo.HandleAsync(ticket.Id, body.Seq, by, call.Ct));
}

/// <summary>Where the ticket continues.</summary>
public sealed record MergeTicketBody(string? Into);

/// <summary>Entries that become a ticket; subject and queue default to the ticket's.</summary>
public sealed record SplitBody(IReadOnlyList<long>? Seqs, string? Subject = null, QueueId? Queue = null);

/// <summary>Entries and where they belong.</summary>
public sealed record MoveBody(IReadOnlyList<long>? Seqs, string? To);

/// <summary>Another ticket and what it is to this one.</summary>
public sealed record LinkBody(LinkType Type, string? Number);

/// <summary>The activity whose change is undone.</summary>
public sealed record UndoBody(long Seq);
