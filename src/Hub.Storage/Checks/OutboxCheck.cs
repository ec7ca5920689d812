using System.Runtime.CompilerServices;
using System.Text.Json;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Storage.Checks;

/// <summary>Outgoing work is pending, or failed with a reason, and speaks of a message that exists.</summary>
internal sealed class OutboxCheck(IHubStore store, IStoreInspection inspection)
{
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in inspection.ReadOutboxAsync(ct).ConfigureAwait(false))
        {
            var subject = $"entry {row.Entry.Id} for {row.Entry.Consumer}";
            if (row.IsFailed && string.IsNullOrWhiteSpace(row.Reason))
            {
                yield return new Finding("outbox", subject, "failed without a reason");
            }
            if (row.Entry.Consumer != OutboxConsumers.Deliver)
            {
                continue;
            }
            if (Read(row.Entry.Payload) is not { } payload)
            {
                yield return new Finding("outbox", subject, "its payload cannot be read");
            }
            // What was given up is a record; its message may have been removed since.
            else if (!row.IsFailed && await store.FindAsync(payload.Message, ct).ConfigureAwait(false) is null)
            {
                yield return new Finding("outbox", subject, $"names message {payload.Message}, which does not exist");
            }
        }
    }

    private static DeliverPayload? Read(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize<DeliverPayload>(payload, HubJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
