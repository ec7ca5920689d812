using Hub.Core.Agents;
using Hub.Core.Queues;
using Hub.Core.Tickets;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary>How outcomes of commands on a ticket are answered.</summary>
public sealed class TicketAnswers(TicketShapes shapes, ThreadReader reader)
{
    public async ValueTask<IResult> OfAsync(TicketOutcome outcome, AgentAccess by, CancellationToken ct) => outcome switch
    {
        TicketOutcome.Done done => Results.Ok(await shapes.OfAsync(done.Ticket, by, ct)),
        TicketOutcome.NotFound => Problem.NotFound(),
        TicketOutcome.Forbidden forbidden => Problem.Forbidden(forbidden.Right.Refusal()),
        TicketOutcome.AlreadyMerged merged => await MergedAsync(merged.Into, by, ct),
        TicketOutcome.Refused refused => Refused(refused),
        TicketOutcome.Invalid invalid => Problem.Invalid(invalid.Field, invalid.Text),
        _ => throw new InvalidOperationException($"{outcome} is not an outcome."),
    };

    /// <summary>The answer to a change of a ticket that continues in another one; <c>into</c> is null when that may not be seen.</summary>
    public async ValueTask<Problem> MergedAsync(TicketId into, AgentAccess by, CancellationToken ct) =>
        new Problem(409, "already-merged", "The ticket continues in another one.").With("into", (await reader.FindReadableAsync(into, by, ct))?.Number);

    /// <summary>The answer when something stands in the way, with the tickets it is.</summary>
    public static Problem Refused(TicketOutcome.Refused refused) => new Problem(409, refused.Code, refused.Text).With("tickets",
        refused.Blockers.Select(static ticket => new BlockerResponse(ticket.Number, ticket.Subject, ticket.Status, ticket.State))
            .Concat(Enumerable.Repeat(new BlockerResponse(null, null, null, null), refused.HiddenBlockers)).ToList());
}

/// <summary>A ticket that stands in the way of a command; all null when the caller may not see it.</summary>
public sealed record BlockerResponse(string? Number, string? Subject, string? Status, TicketState? State);
