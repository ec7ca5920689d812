using Hub.Core.Agents;
using Hub.Core.Queues;
using Hub.Core.Tickets;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary>How outcomes of a public reply are answered.</summary>
public sealed class ReplyAnswers(TicketShapes shapes, TicketAnswers answers)
{
    public async ValueTask<IResult> OfAsync(
        ReplyOutcome outcome, Ticket ticket, AgentAccess by, CancellationToken ct) => outcome switch
        {
            ReplyOutcome.Sent { Message: var message } =>
                Results.Created($"{ApiGroup.Prefix}/messages/{message.Id}", await shapes.OfAsync(message, ticket, by, ct)),
            ReplyOutcome.Stale stale => new Problem(409, "stale-reply", "Somebody else wrote since what you had seen.")
                .With("newestSeq", stale.NewestSeq)
                .With("newer", await shapes.OfAsync(stale.Newer, ticket, by, ct)),
            ReplyOutcome.Locked locked => Locked(locked.Lock),
            ReplyOutcome.BaseSeqMissing => new Problem(428, "base-seq-required", "A public reply names the newest public entry its writer had seen.")
                .With("errors", new Dictionary<string, string[]> { ["baseSeq"] = ["The seq of that entry; 0 when there was none."] }),
            ReplyOutcome.Blocked blocked => TicketAnswers.Refused(blocked.Why),
            ReplyOutcome.AlreadyMerged merged => await answers.MergedAsync(merged.Into, by, ct),
            ReplyOutcome.Invalid invalid => Problem.Invalid(invalid.Field, invalid.Text),
            ReplyOutcome.NotFound => Problem.NotFound(),
            ReplyOutcome.Forbidden forbidden => Problem.Forbidden(forbidden.Right.Refusal()),
            _ => throw new InvalidOperationException($"{outcome} is not an outcome."),
        };

    /// <summary>The answer when somebody else holds the lock.</summary>
    public static Problem Locked(TicketLock held) =>
        new Problem(409, "locked", $"{held.HolderName} is answering this ticket.").With("lock", LockResponse.Of(held));
}
