using Hub.Core.Agents;
using Hub.Core.Queues;
using Hub.Core.Tickets;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary>The lock of a ticket.</summary>
public static class LockEndpoints
{
    public static void MapLocks(this IEndpointRouteBuilder api)
    {
        var locks = api.MapGroup("/tickets/{number}/lock").WithTags("Locks");
        locks.MapPost("", static (string number, HttpContext http, LockTicket use, ThreadReader reader, TicketAnswers answers, CancellationToken ct) =>
                AnswerAsync(number, http, reader, answers, use.TakeAsync, ct))
            .WithSummary("Takes the lock, or renews it").Produces<LockResponse>();
        locks.MapPost("/takeover", static (string number, HttpContext http, LockTicket use, ThreadReader reader, TicketAnswers answers, CancellationToken ct) =>
                AnswerAsync(number, http, reader, answers, use.TakeOverAsync, ct))
            .WithSummary("Takes the lock whoever holds it").Produces<LockResponse>();
        locks.MapDelete("", static (string number, HttpContext http, LockTicket use, ThreadReader reader, TicketAnswers answers, CancellationToken ct) =>
                AnswerAsync(number, http, reader, answers, use.ReleaseAsync, ct))
            .WithSummary("Gives the lock back").Produces(204);
    }

    private static async Task<IResult> AnswerAsync(
        string number, HttpContext http, ThreadReader reader, TicketAnswers answers,
        Func<TicketId, AgentAccess, CancellationToken, ValueTask<LockOutcome>> actAsync, CancellationToken ct)
    {
        var access = http.Access();
        if (await reader.FindAsync(number, access, ct) is not { } ticket)
        {
            return Problem.NotFound();
        }
        return await actAsync(ticket.Id, access, ct) switch
        {
            LockOutcome.Held held => Results.Ok(LockResponse.Of(held.Lock)),
            LockOutcome.Free => Results.NoContent(),
            LockOutcome.Forbidden forbidden => Problem.Forbidden(forbidden.Right.Refusal()),
            LockOutcome.Taken taken => ReplyAnswers.Locked(taken.Lock),
            LockOutcome.AlreadyMerged merged => await answers.MergedAsync(merged.Into, access, ct),
            _ => Problem.NotFound(),
        };
    }
}
