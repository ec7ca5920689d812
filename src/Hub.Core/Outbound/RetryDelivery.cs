using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Tickets;

namespace Hub.Core.Outbound;

/// <summary>How a wish to send again ended.</summary>
public abstract record RetryOutcome
{
    private RetryOutcome()
    {
    }

    /// <summary>It waits in the outbox again.</summary>
    public sealed record Queued(Message Message) : RetryOutcome;

    /// <summary>It neither failed nor is uncertain: there is nothing to repeat.</summary>
    public sealed record NotFailed(DeliveryState? State) : RetryOutcome;

    /// <summary>Not there, or not visible to this agent.</summary>
    public sealed record NotFound : RetryOutcome;

    /// <summary>Seen, but this agent lacks the right.</summary>
    public sealed record Forbidden(Right Right) : RetryOutcome;
}

/// <summary>Sends a failed or uncertain message again, because an agent wants it: the one way an uncertain one is repeated knowingly.</summary>
public sealed class RetryDelivery(ThreadWriter writer, IHubStore store)
{
    /// <summary>Handles the command. A repeat while it waits answers <see cref="RetryOutcome.NotFailed"/>.</summary>
    public async ValueTask<RetryOutcome> HandleAsync(MessageId id, AgentAccess by, CancellationToken ct)
    {
        if (await store.FindAsync(id, ct) is not { } found)
        {
            return new RetryOutcome.NotFound();
        }
        return await writer.ChangeAsync<RetryOutcome>(found.Ticket, async (ticket, now) =>
        {
            if (!by.CanRead(ticket) || await store.FindAsync(id, ct) is not { } message)
            {
                return new Decision<RetryOutcome>(new RetryOutcome.NotFound());
            }
            if (!by.May(Right.Reply, ticket))
            {
                return new Decision<RetryOutcome>(new RetryOutcome.Forbidden(Right.Reply));
            }
            if (message.Delivery is not { State: DeliveryState.Failed or DeliveryState.Uncertain })
            {
                return new Decision<RetryOutcome>(new RetryOutcome.NotFailed(message.Delivery?.State));
            }
            var edit = new TicketEdit(ticket, now);
            var queued = edit.Update(message, before => before with { Delivery = Anew(before, now) });
            edit.Record("delivery", message.Delivery.State.ToString(), nameof(DeliveryState.Pending), by.ToActor());
            edit.Enqueue(DeliverMessage.WorkFor(ticket.Id, id, now));
            return new Decision<RetryOutcome>(new RetryOutcome.Queued(queued), edit);
        }, new RetryOutcome.NotFound(), ct);
    }

    // Who has got it does not get it again. While work for somebody still waits, its attempts go on being counted.
    private static Delivery Anew(Message message, DateTimeOffset now)
    {
        var recipients = message.Delivery!.Recipients.Select(static one =>
            one.State is DeliveryState.Failed or DeliveryState.Uncertain ? new RecipientDelivery(one.Address, DeliveryState.Pending, null) : one).ToList();
        // What failed may be an address that mail was sent on to: then everybody is written to anew.
        var isOurs = message.To.Concat(message.Cc).Concat(message.Bcc).Any(to =>
            recipients.Exists(one => one.State == DeliveryState.Pending && string.Equals(one.Address, to.Address, StringComparison.OrdinalIgnoreCase)));
        return new Delivery(DeliveryState.Pending, now)
        {
            Recipients = isOurs ? recipients : [],
            Attempts = RecipientStates.IsDue(message.Delivery) ? message.Delivery.Attempts : 0,
        };
    }
}
