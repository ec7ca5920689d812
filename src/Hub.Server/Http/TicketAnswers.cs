using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Tickets;

namespace Hub.Server.Http;

/// <summary>How outcomes of commands on a ticket are answered.</summary>
public static class TicketAnswers
{
    public static async ValueTask<IResult> OfAsync(
        TicketOutcome outcome, DirectorySnapshot names, IHubStore store, CancellationToken ct) => outcome switch
        {
            TicketOutcome.Done done => Results.Ok(await TicketEndpoints.ShapeAsync(done.Ticket, names, store, ct)),
            TicketOutcome.NotFound => Problem.NotFound(),
            TicketOutcome.Forbidden forbidden => Problem.Forbidden(forbidden.Right.Refusal()),
            TicketOutcome.AlreadyMerged merged => await TicketEndpoints.MergedAsync(merged.Into, store, ct),
            TicketOutcome.Refused refused => Refused(refused),
            TicketOutcome.Invalid invalid => Problem.Invalid(invalid.Field, invalid.Text),
            _ => throw new InvalidOperationException($"{outcome} is not an outcome."),
        };

    /// <summary>The answer when something stands in the way, with the tickets it is.</summary>
    public static Problem Refused(TicketOutcome.Refused refused) => new Problem(409, refused.Code, refused.Text)
        .With("tickets", refused.Blockers.Select(static ticket => new BlockerResponse(ticket.Number, ticket.Subject, ticket.Status, ticket.State)).ToList());
}

/// <summary>A ticket that stands in the way of a command.</summary>
public sealed record BlockerResponse(string Number, string Subject, string Status, TicketState State);
