using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>Files a bounce: on the delivery state of the mail it is about, with an activity. Never makes or opens a ticket, never is
/// answered; one that names no mail of ours goes to the tray.</summary>
public sealed class BounceFiling(IHubStore store, ThreadWriter writer, IntakeSettlement settlement, TimeProvider clock)
{
    private const int MostTries = 100;

    /// <summary>Files the report.</summary>
    public async ValueTask<FilingOutcome> FileAsync(Filing filing, BounceReport report, ReplyTokens tokens, CancellationToken ct)
    {
        if (Named(filing.Message, report, tokens) is { } id)
        {
            for (var tries = 0; tries < MostTries; tries++)
            {
                var message = await store.FindAsync(id, ct);
                var ticket = message is null ? null : await store.FindAsync(message.Ticket, ct);
                if (ticket is null)
                {
                    break;
                }
                var edit = new TicketEdit(ticket, clock.GetUtcNow());
                var entry = Note(edit, message!, filing, report);
                switch (await writer.CommitAsync(edit, changes => IntakeSettlement.AddFiled(changes, filing, ticket.Id, entry.Id, entry.FiledBecause!), ct))
                {
                    case CommitOutcome.Committed:
                        return new FilingOutcome(FilingKind.Bounce, ticket.Number, message!.Id, IntakeSettlement.ClassOf(filing), false, entry.FiledBecause!);
                    case CommitOutcome.KeyTaken taken:
                        return await settlement.EndAsDuplicateAsync(filing, taken.Holder, ct);
                    case CommitOutcome.VersionConflict conflict when conflict.Document == filing.Intake?.ToRef():
                        return await settlement.ReadAsync(filing, ct);
                }
            }
        }
        return await settlement.KeepAsync(filing, IntakeState.Suppressed, "A bounce that names no mail of ours.", ct);
    }

    // The id inside the report is the strongest sign; then the address it came to; then what it answers.
    private static MessageId? Named(InboundMessage message, BounceReport report, ReplyTokens tokens) =>
        (report.OriginalMessageId is { } original ? tokens.ReadMessageId(original)?.Message : null)
        ?? message.Signs.ReplyTokens.Select(tokens.ReadBounceTag).FirstOrDefault(static found => found is not null)
        ?? message.Signs.References.Select(reference => tokens.ReadMessageId(reference)?.Message).FirstOrDefault(static found => found is not null);

    private static Message Note(TicketEdit edit, Message message, Filing filing, BounceReport report)
    {
        var reason = string.Join(" ", new[] { report.Status, report.Reason }.Where(static part => !string.IsNullOrWhiteSpace(part)));
        if (message.Delivery is { } delivery && (report.IsFinal || report.Action == "delivered"))
        {
            var state = report.IsFinal ? DeliveryState.Failed : DeliveryState.Delivered;
            edit.Update(message, before => before with
            {
                Delivery = delivery with
                {
                    State = state,
                    At = edit.Now,
                    Reason = report.IsFinal ? reason : null,
                    Recipients =
                    [
                        .. delivery.Recipients.Where(known => !report.Recipients.Contains(known.Address, StringComparer.OrdinalIgnoreCase)),
                        .. report.Recipients.Select(address => new RecipientDelivery(address, state, report.IsFinal ? reason : null)),
                    ],
                },
            });
        }
        var by = new Actor(ActorType.Contact, null, filing.Message.FromName ?? filing.Message.FromAddress ?? "", filing.Message.FromAddress);
        return edit.Add(new Message
        {
            Id = MessageId.New(edit.Now),
            MessageKind = MessageKind.Activity,
            Direction = Direction.In,
            Channel = ChannelKind.Email,
            Inbox = filing.Inbox.Id,
            Author = by,
            CreatedAt = edit.Now,
            OccurredAt = edit.Now,
            Subject = filing.Message.Subject,
            Mail = filing.Message.Mail,
            FiledBecause = "It reports on a mail of this ticket.",
            RawBlob = filing.Message.RawBlob,
            ExternalKey = filing.Message.ExternalKey,
            Change = new Change("bounce", string.Join(", ", report.Recipients), report.Action, by, reason.Length > 0 ? reason : null),
        });
    }
}
