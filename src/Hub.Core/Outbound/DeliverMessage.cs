using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.AutomaticMails;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Outbound;

/// <summary>Carries out pending deliveries: sends through the channel, then commits the outcome together with the end of the work.</summary>
public sealed partial class DeliverMessage(
    IHubStore store, ThreadWriter writer, HubDirectory directory, IEnumerable<IChannel> channels, UndeliverableAddresses undeliverable, QueueTexts texts, TimeProvider clock,
    ILogger<DeliverMessage> log)
{
    private const int MostTries = 100;
    private static readonly TimeSpan Disabled = TimeSpan.FromMinutes(15);
    private readonly IReadOnlyList<IChannel> _channels = [.. channels];

    /// <summary>How long one piece of work is leased; renewed while it is done, so that a dead node's work is another's soon.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(12);

    /// <summary>The outgoing work for a message whose delivery is pending; one lane per ticket keeps its order.</summary>
    public static OutboxEntry WorkFor(TicketId ticket, MessageId message, DateTimeOffset now) => OutboxEntry.Create(
        OutboxConsumers.Deliver, ticket.Value, JsonSerializer.Serialize(new DeliverPayload(ticket, message), HubJson.Options), now);

    /// <summary>Does one piece of leased work. A lease lost meanwhile changes nothing.</summary>
    /// <exception cref="StoreUnavailableException">The outcome could not be committed; the work comes back when the lease ends.</exception>
    public async ValueTask HandleAsync(LeasedEntry work, CancellationToken ct)
    {
        var payload = JsonSerializer.Deserialize<DeliverPayload>(work.Entry.Payload, HubJson.Options)!;
        var message = await store.FindAsync(payload.Message, ct);
        var ticket = message is null ? null : await store.FindAsync(message.Ticket, ct);
        if (ticket is null || !RecipientStates.IsDue(message!.Delivery))
        {
            await store.CommitAsync(new ChangeSet().Settle(new Settlement.Done(work.Entry.Id, work.LeaseToken)), ct);
            return;
        }
        var outcome = await SendAsync(ticket, message, work, ct);
        LogAttempt(message.Id.Value, work.Attempt, outcome.GetType().Name);
        foreach (var (address, reason) in HardOf(outcome, message))
        {
            await undeliverable.MarkAsync(address, SilenceCause.Bounce, reason, ct);
        }
        await RecordAsync(outcome, message, work, ct);
    }

    private async ValueTask<DeliveryOutcome> SendAsync(Ticket ticket, Message message, LeasedEntry work, CancellationToken ct)
    {
        // A try that left no trace (the process died in it) may have gone out; more than one such is one too many.
        if (work.Attempt - 1 - message.Delivery!.Attempts > 1)
        {
            return new DeliveryOutcome.Unknown("Two attempts ended without an answer.");
        }
        if (message.Inbox is not { } id || await directory.FindInboxAsync(id, ct) is not { } inbox)
        {
            return new DeliveryOutcome.Rejected("Its inbox is gone.");
        }
        // It may have been queued before mail to that address came back.
        if (message.MessageKind == MessageKind.Activity && message.To is [var to, ..] && await undeliverable.FindAsync(to.Address, ct) is not null)
        {
            return new DeliveryOutcome.Rejected("The address gets no automatic mail.");
        }
        if (!inbox.IsEnabled)
        {
            return new DeliveryOutcome.Deferred(Disabled, "The inbox is switched off.");
        }
        return _channels.FirstOrDefault(one => one.Kind == inbox.Channel) is { } channel
            ? await channel.SendAsync(await DressAsync(new OutboundMessage(inbox, ticket, message, work.Attempt), ct), ct)
            : new DeliveryOutcome.Rejected($"Nothing can send by {inbox.Channel}.");
    }

    private static IEnumerable<(string Address, string Reason)> HardOf(DeliveryOutcome outcome, Message message) => (outcome switch
    {
        DeliveryOutcome.Divided { Recipients: var answers } => answers.Where(static one => one.State == DeliveryState.Failed).Select(static one => (one.Address, one.Reason ?? "")),
        DeliveryOutcome.Rejected { Reason: var reason } when message is { To: [var only], Cc: [], Bcc: [], Channel: Inboxes.ChannelKind.Email } => [(only.Address, reason)],
        _ => [],
    }).Where(static one => EnhancedStatus.IsHard(EnhancedStatus.FindIn(one.Item2)));

    // Sender and signature of the queue as they are now: a team that was renamed does not write under its old name.
    private async ValueTask<OutboundMessage> DressAsync(OutboundMessage plain, CancellationToken ct)
    {
        var names = directory.Current;
        var (ticket, message) = (plain.Ticket, plain.Message);
        var settings = names.SettingsOf(ticket.Queue);
        var isSigned = message.MessageKind != MessageKind.Activity;
        var language = isSigned && settings.Signatures is not null ? (await store.FindAsync(ticket.Contact, ct))?.Language : null;
        return plain with
        {
            SenderAddress = settings.Address,
            SenderName = settings.SenderName,
            Signature = isSigned
                ? texts.Signature(new TextOccasion(names, ticket.Queue, plain.Inbox, ticket.Number, language, clock.GetUtcNow())
                {
                    AgentName = message.Author.Type == ActorType.Agent ? message.Author.Name : null,
                })
                : null,
        };
    }

    private async ValueTask RecordAsync(DeliveryOutcome outcome, Message message, LeasedEntry work, CancellationToken ct)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var now = clock.GetUtcNow();
            var stored = await store.FindAsync(message.Id, ct);
            var ticket = stored is null ? null : await store.FindAsync(stored.Ticket, ct);
            if (ticket is null)
            {
                return;
            }
            var decision = DeliveryDecision.Of(outcome, stored!, work, now);
            var edit = new TicketEdit(ticket, now);
            edit.Update(stored!, before => before with
            {
                Delivery = decision.Delivery,
                Crypto = before.Crypto ?? (outcome as DeliveryOutcome.Sent)?.Crypto ?? (outcome as DeliveryOutcome.Divided)?.Crypto,
                Mail = before.Mail is { } mail && decision.ExternalId is { } sentAs ? mail with { MessageId = sentAs } : before.Mail,
            });
            switch (await writer.CommitAsync(edit, changes => changes.Settle(decision.Settlement), ct))
            {
                case CommitOutcome.Committed:
                    return;
                case CommitOutcome.VersionConflict { Document.Kind: "outbox" }:
                    LogLeaseLost(message.Id.Value);
                    return;
            }
        }
        throw new StoreUnavailableException($"The outcome of sending {message.Id} lost {MostTries} races.");
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Information, Message = "Sending message {Message}, attempt {Attempt}: {Outcome}")]
    private partial void LogAttempt(string message, int attempt, string outcome);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Warning, Message = "The lease on message {Message} ended before its outcome was stored")]
    private partial void LogLeaseLost(string message);
}
