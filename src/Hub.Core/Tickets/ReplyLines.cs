using Hub.Core.Agents;
using Hub.Core.AutomaticMails;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>Chooses the line of a reply and, for mail, reads what its recipients are proposed from: the message that is answered and
/// the addresses that mail does not reach.</summary>
public sealed class ReplyLines(IHubStore store, UndeliverableAddresses undeliverable, HubDirectory directory)
{
    /// <summary>The line with its recipients: those of the command, else those proposed.</summary>
    public async ValueTask<ReplyLine> ChooseAsync(Ticket ticket, ReplyCommand command, AgentId writer, CancellationToken ct) =>
        command is { To: not null, Cc: not null }
            ? ReplyLine.Choose(ticket, command, directory.Current)
            : ReplyLine.Choose(ticket, command, directory.Current, await ReadAsync(ticket, command, writer, ct));

    /// <summary>What recipients are proposed from; null when the reply is no mail.</summary>
    public async ValueTask<ReplyFacts?> ReadAsync(Ticket ticket, ReplyCommand command, AgentId writer, CancellationToken ct)
    {
        if (ReplyLine.FindMail(ticket, command, directory.Current) is not var (account, line))
        {
            return null;
        }
        var facts = new ReplyFacts(ticket, account, directory.Current) { Line = line, Writer = writer, Answered = await FindAnsweredAsync(ticket, account.Id, line, ct) };
        var all = ReplyRecipients.Of(facts, ReplyScope.All);
        return facts with { Undeliverable = await undeliverable.AmongAsync([.. all.To.Concat(all.Cc).Select(static box => box.Address)], ct) };
    }

    /// <summary>The mail received last on the line, or what we wrote after it to those on the other side: such an answer goes to the
    /// same people again. What strangers wrote into the ticket is never answered unasked.</summary>
    private async ValueTask<Message?> FindAnsweredAsync(Ticket ticket, InboxId account, Conversation? line, CancellationToken ct)
    {
        var received = line?.LastMessageId is { } id && await store.ResolveAsync(MailFacts.KeyOf(line.Inbox, id), ct) is { } holder
            ? await store.FindAsync(new MessageId(holder.Key), ct)
            : null;
        var newest = ticket.PublicTail is [var tail, ..] ? await AtAsync(ticket, tail.Seq, ct) : null;
        return newest is { Direction: Direction.Out, Channel: ChannelKind.Email } && newest.Inbox == account && ReplyRecipients.ReachCustomer(ticket, newest.To.Concat(newest.Cc))
            && (received is null || newest.CreatedAt >= received.CreatedAt) ? newest : received;
    }

    private async ValueTask<Message?> AtAsync(Ticket ticket, long seq, CancellationToken ct)
    {
        var place = Message.Fields.Ticket.Is(ticket.Id.Value).And(Message.Fields.Seq.Between(seq, seq + 1));
        return (await store.ListAsync(new View<Message>(place, Message.Fields.Seq), new PageRequest(1), ct)).Items is [var entry] ? entry : null;
    }
}
