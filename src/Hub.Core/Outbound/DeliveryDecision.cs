using Hub.Core.Tickets;

namespace Hub.Core.Outbound;

/// <summary>What one attempt means for the message and for its work.</summary>
/// <param name="Delivery">The state to store.</param>
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
            case DeliveryOutcome.Sent { Refused.Count: > 0 } sent:
                return new DeliveryDecision(before with { State = DeliveryState.Failed, Recipients = RecipientsOf(message, sent), Reason = sent.Refused[0].Reason },
                    new Settlement.Done(id, token), sent.ExternalId);
            case DeliveryOutcome.Sent sent:
                return new DeliveryDecision(before with { State = DeliveryState.Sent, Recipients = RecipientsOf(message, sent), Reason = null },
                    new Settlement.Done(id, token), sent.ExternalId);
            case DeliveryOutcome.Deferred { IsHeld: true } held:
                return new DeliveryDecision(before with { Reason = held.Reason, HeldAt = now },
                    new Settlement.Retry(id, token, now + (held.After ?? UnknownPause), held.Reason), null);
            case DeliveryOutcome.Deferred deferred:
                return RetryPlan.Next(work.Attempt, deferred.After, before.HeldAt ?? work.Entry.CreatedAt, now) is { } next
                    ? new DeliveryDecision(before with { Reason = deferred.Reason }, new Settlement.Retry(id, token, next, deferred.Reason), null)
                    : GiveUp(DeliveryState.Failed, deferred.Reason);
            case DeliveryOutcome.Rejected rejected:
                return GiveUp(DeliveryState.Failed, rejected.Reason);
            case DeliveryOutcome.Unknown unknown when before.MayHaveGoneOut:
                return GiveUp(DeliveryState.Uncertain, unknown.Reason);
            case DeliveryOutcome.Unknown unknown:
                return new DeliveryDecision(before with { MayHaveGoneOut = true, Reason = unknown.Reason },
                    new Settlement.Retry(id, token, now + UnknownPause, unknown.Reason), null);
            default:
                throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "There is no such outcome.");
        }

        DeliveryDecision GiveUp(DeliveryState state, string reason) =>
            new(before with { State = state, Reason = reason, Recipients = RecipientsOf(message, state, reason) }, new Settlement.Failed(id, token, reason), null);
    }

    private static IReadOnlyList<RecipientDelivery> RecipientsOf(Message message, DeliveryState state, string reason) =>
        [.. message.To.Concat(message.Cc).Concat(message.Bcc).Select(to => new RecipientDelivery(to.Address, state, reason))];

    private static IReadOnlyList<RecipientDelivery> RecipientsOf(Message message, DeliveryOutcome.Sent sent) =>
        [.. message.To.Concat(message.Cc).Concat(message.Bcc).Select(to =>
            sent.Refused.FirstOrDefault(refused => string.Equals(refused.Address, to.Address, StringComparison.OrdinalIgnoreCase))
            ?? new RecipientDelivery(to.Address, DeliveryState.Sent, null))];
}
