using Hub.Core.Tickets;

namespace Hub.Core.Outbound;

/// <summary>How far an outgoing message is with each of its recipients. Pure.</summary>
public static class RecipientStates
{
    /// <summary>Each recipient once; all in the state of the message while none was told apart.</summary>
    public static IEnumerable<RecipientDelivery> Of(Message message) => message.Delivery is { Recipients.Count: > 0 } delivery
        ? delivery.Recipients
        : message.To.Concat(message.Cc).Concat(message.Bcc).DistinctBy(static to => to.Address, StringComparer.OrdinalIgnoreCase)
            .Select(to => new RecipientDelivery(to.Address, message.Delivery?.State ?? DeliveryState.Pending, null));

    /// <summary>Whether somebody is still to get it, whatever became of the others.</summary>
    public static bool IsDue(Delivery? delivery) =>
        delivery is { State: DeliveryState.Pending } || delivery?.Recipients.Any(static one => one.State == DeliveryState.Pending) == true;

    /// <summary>Whether this address is still to get it.</summary>
    public static bool IsDue(Message message, string address) => message.Delivery is not { Recipients: { Count: > 0 } recipients }
        || recipients.Any(one => one.State == DeliveryState.Pending && string.Equals(one.Address, address, StringComparison.OrdinalIgnoreCase));
}
