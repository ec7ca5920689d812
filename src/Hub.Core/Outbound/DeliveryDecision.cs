using Hub.Core.Tickets;

namespace Hub.Core.Outbound;

/// <summary>What one attempt means for the message and for its work.</summary>
/// <param name="Delivery">The state to store: recipient by recipient, the worst decides.</param>
/// <param name="Settlement">What becomes of the work.</param>
/// <param name="ExternalId">Id given by the other side; null when there is none.</param>
public sealed record DeliveryDecision(Delivery Delivery, Settlement Settlement, string? ExternalId)
{
    private static readonly TimeSpan UnknownPause = TimeSpan.FromMinutes(5);

    /// <summary>Decides by the outcome. Pure.</summary>
    public static DeliveryDecision Of(DeliveryOutcome outcome, Message message, LeasedEntry work, DateTimeOffset now)
    {
        var before = message.Delivery! with { At = now, Attempts = work.Attempt };
        var (id, token) = (work.Entry.Id, work.LeaseToken);
        switch (outcome)
        {
            case DeliveryOutcome.Sent sent:
                return new DeliveryDecision(Told(DeliveryState.Sent, null), new Settlement.Done(id, token), sent.ExternalId);
            case DeliveryOutcome.Divided divided:
                return Divide(divided);
            case DeliveryOutcome.Deferred { IsHeld: true } held:
                return new DeliveryDecision(before with { Reason = ReasonOf(held.Reason), HeldAt = now },
                    new Settlement.Retry(id, token, now + (held.After ?? UnknownPause), held.Reason), null);
            case DeliveryOutcome.Deferred deferred:
                return RetryPlan.Next(work.Attempt, deferred.After, before.HeldAt ?? work.Entry.CreatedAt, now) is { } next
                    ? new DeliveryDecision(before with { Reason = ReasonOf(deferred.Reason) }, new Settlement.Retry(id, token, next, deferred.Reason), null)
                    : GiveUp(DeliveryState.Failed, deferred.Reason);
            case DeliveryOutcome.Rejected rejected:
                return GiveUp(DeliveryState.Failed, rejected.Reason);
            case DeliveryOutcome.Unknown unknown when before.MayHaveGoneOut:
                return GiveUp(DeliveryState.Uncertain, unknown.Reason);
            case DeliveryOutcome.Unknown unknown:
                return new DeliveryDecision(before with { MayHaveGoneOut = true, Reason = ReasonOf(unknown.Reason) },
                    new Settlement.Retry(id, token, now + UnknownPause, unknown.Reason), null);
            default:
                throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "There is no such outcome.");
        }

        DeliveryDecision GiveUp(DeliveryState state, string reason) =>
            new(Told(state, reason), new Settlement.Failed(id, token, reason), null);

        // What failed for one recipient is not hidden by what delays another.
        string? ReasonOf(string delay) => before.State == DeliveryState.Pending ? delay : before.Reason;

        DeliveryDecision Divide(DeliveryOutcome.Divided divided)
        {
            var answers = divided.Recipients.ToLookup(static one => one.Address, StringComparer.OrdinalIgnoreCase);
            var after = RecipientStates.Of(message).Select(one => one.State == DeliveryState.Pending
                ? answers[one.Address].FirstOrDefault() ?? new RecipientDelivery(one.Address, DeliveryState.Failed, "It is no address that mail can be sent to.")
                : one).ToList();
            if (after.FirstOrDefault(static one => one.State == DeliveryState.Pending) is not { } waiting)
            {
                return new DeliveryDecision(Worst(after), new Settlement.Done(id, token), divided.ExternalId);
            }
            var reason = waiting.Reason ?? "";
            return RetryPlan.Next(work.Attempt, null, before.HeldAt ?? work.Entry.CreatedAt, now) is { } next
                ? new DeliveryDecision(Worst(after), new Settlement.Retry(id, token, next, reason), divided.ExternalId)
                : new DeliveryDecision(Worst([.. after.Select(static one => one.State == DeliveryState.Pending ? one with { State = DeliveryState.Failed } : one)]),
                    new Settlement.Failed(id, token, reason), divided.ExternalId);
        }

        // Those that an earlier attempt has settled keep what it made of them.
        Delivery Told(DeliveryState state, string? reason) =>
            Worst([.. RecipientStates.Of(message).Select(one => one.State == DeliveryState.Pending ? new RecipientDelivery(one.Address, state, reason) : one)], state, reason);

        Delivery Worst(IReadOnlyList<RecipientDelivery> recipients, DeliveryState ofNobody = DeliveryState.Sent, string? reason = null)
        {
            var worst = recipients.MinBy(static one => Delivery.RankOf(one.State));
            return before with { State = worst?.State ?? ofNobody, Reason = worst is null ? reason : worst.Reason, Recipients = recipients };
        }
    }
}
