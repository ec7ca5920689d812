using System.Text.Json;
using Hub.Core.Storage;

namespace Hub.Core.Outbound;

/// <summary>Carries out pending deliveries.</summary>
public static class DeliverMessage
{
    /// <summary>The outgoing work for a message whose delivery is pending; one lane per ticket keeps its order.</summary>
    public static OutboxEntry WorkFor(TicketId ticket, MessageId message, DateTimeOffset now) => OutboxEntry.Create(
        OutboxConsumers.Deliver, ticket.Value, JsonSerializer.Serialize(new DeliverPayload(ticket, message), HubJson.Options), now);
}
