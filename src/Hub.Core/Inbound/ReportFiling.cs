using Hub.Core.Agents;
using Hub.Core.AutomaticMails;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>Files a report on a mail of ours: on the delivery state of that mail, with an activity, and in the memory of addresses that
/// get no automatic mail. Never makes or opens a ticket, never is answered; one that names no mail of ours goes to the tray.</summary>
public sealed class ReportFiling(
    IHubStore store, ThreadWriter writer, IntakeSettlement settlement, UndeliverableAddresses undeliverable, HubDirectory directory, TimeProvider clock)
{
    private const int MostTries = 100;

    /// <summary>Files the report.</summary>
    public async ValueTask<FilingOutcome> FileAsync(Filing filing, MailReport report, ReplyTokens tokens, CancellationToken ct)
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
                var entry = ReportEntry.Add(edit, message!, filing, report);
                var memory = new ChangeSet();
                await RememberAsync(memory, message!, report, ct);
                switch (await writer.CommitAsync(edit, changes =>
                {
                    IntakeSettlement.AddFiled(changes, filing, ticket.Id, entry.Id, entry.FiledBecause!);
                    changes.Add(memory);
                }, ct))
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
        return await settlement.KeepAsync(filing, IntakeState.Suppressed, TrayCause.Bounce,
            await ToAgentAsync(filing.Message, report, tokens, ct) ?? "It reports on a mail that is none of ours.", ct);
    }

    // The id inside the report is the strongest sign; then the address it came to; then what it answers.
    private static MessageId? Named(InboundMessage message, MailReport report, ReplyTokens tokens) =>
        (report.OriginalMessageId is { } original ? tokens.ReadMessageId(original)?.Message : null)
        ?? message.Signs.ReplyTokens.Select(tokens.ReadBounceTag).FirstOrDefault(static found => found is not null)
        ?? message.Signs.References.Select(reference => tokens.ReadMessageId(reference)?.Message).FirstOrDefault(static found => found is not null);

    private async ValueTask RememberAsync(ChangeSet memory, Message message, MailReport report, CancellationToken ct)
    {
        switch (report)
        {
            case MailReport.Delivery delivery:
                await undeliverable.AddAsync(memory, [.. ReportedDelivery.HardOf(message, delivery)], SilenceCause.Bounce, ct);
                break;
            case MailReport.Complaint complaint:
                await undeliverable.AddAsync(memory, [.. ReportEntry.ComplainersOf(message, complaint).Select(address => (address, (string?)complaint.Type))],
                    SilenceCause.Complaint, ct);
                break;
        }
    }

    // A notice that came back: nothing of a ticket, but no more notices to that agent.
    private async ValueTask<string?> ToAgentAsync(InboundMessage message, MailReport report, ReplyTokens tokens, CancellationToken ct)
    {
        if (message.Signs.ReplyTokens.Select(tokens.ReadNoticeTag).FirstOrDefault(static found => found is not null) is not { } id
            || await directory.FindAgentAsync(id, ct) is not { } agent)
        {
            return null;
        }
        var worst = report is MailReport.Delivery delivery ? delivery.Worst : null;
        if (worst is { IsHard: true })
        {
            await undeliverable.MarkAsync(agent.Email, SilenceCause.Bounce, worst.Text, ct);
        }
        return $"It reports on a notice to {agent.Name}{(worst?.Text is { } text ? $": {text}" : ".")}";
    }
}
