using Hub.Core.Notices;
using Hub.Core.Tickets;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Server.Http;

/// <summary>Watchers of tickets, and what agents were told.</summary>
public static class NoticeEndpoints
{
    public static void MapNotices(this IEndpointRouteBuilder api)
    {
        var watchers = api.MapGroup("/tickets/{number}/watchers").WithTags("Tickets");
        watchers.MapPost("", static ([AsParameters] TicketCall call, WatcherBody body, WatchTicket watch) =>
            call.WithAsync((ticket, by) => watch.HandleAsync(ticket.Id, body.Agent ?? by.Agent, watches: true, by, call.Ct)))
            .WithSummary("Adds a watcher, the caller when none is named").Produces<TicketResponse>();
        watchers.MapDelete("", static ([AsParameters] TicketCall call, [FromBody] WatcherBody? body, WatchTicket watch) =>
            call.WithAsync((ticket, by) => watch.HandleAsync(ticket.Id, body?.Agent ?? by.Agent, watches: false, by, call.Ct)))
            .WithSummary("Removes a watcher, the caller when none is named").Produces<TicketResponse>();
        var notices = api.MapGroup("/notices").WithTags("Notices");
        notices.MapGet("", static async (HttpContext http, ReadNotices read, CancellationToken ct, int? limit = null, string? cursor = null) =>
            Results.Ok((await read.ListAsync(Paging.Of(limit, cursor), http.Access(), ct)).To(NoticeResponse.Of)))
            .WithSummary("What the caller was told, newest first").Produces<PageResponse<NoticeResponse>>();
        notices.MapPost("/read", static async (HttpContext http, ReadNotices read, CancellationToken ct) =>
        {
            await read.MarkAsync(http.Access(), ct);
            return Results.NoContent();
        }).WithSummary("Marks all as read").Produces(204);
    }
}

/// <summary>An agent who wants to know; null is the caller.</summary>
public sealed record WatcherBody(AgentId? Agent);

/// <summary>Something the caller was told; ticket and subject are null when the caller may not see the ticket now, the ticket also for
/// what is about none.</summary>
public sealed record NoticeResponse(string Id, NoticeType Type, string? Ticket, string? Subject, string By, DateTimeOffset At, bool Unread)
{
    public static NoticeResponse Of(Notice notice) => notice.Number == Disclosure.HiddenTicket
        ? new(notice.Id.Value, notice.Type, null, null, notice.By, notice.At, notice.IsUnread)
        : new(notice.Id.Value, notice.Type, notice.Ticket is null ? null : notice.Number, notice.Subject, notice.By, notice.At, notice.IsUnread);
}
