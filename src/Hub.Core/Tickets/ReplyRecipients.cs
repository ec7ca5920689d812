using Hub.Core.Agents;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;

namespace Hub.Core.Tickets;

/// <summary>Whom a reply goes to.</summary>
public enum ReplyScope
{
    /// <summary>Everybody who takes part.</summary>
    All,
    /// <summary>Who wrote what is answered, and nobody else.</summary>
    Sender,
}

/// <summary>What a proposal of recipients rests on.</summary>
/// <param name="Ticket">The header.</param>
/// <param name="Account">The mail inbox the reply goes out by.</param>
/// <param name="Directory">Our inboxes, queues and agents.</param>
public sealed record ReplyFacts(Ticket Ticket, Inbox Account, DirectorySnapshot Directory)
{
    /// <summary>The line the reply takes; null when there is none yet.</summary>
    public Conversation? Line { get; init; }

    /// <summary>The entry that is answered; null when it is not known. Its author is the sender as the inbox's settings take it.</summary>
    public Message? Answered { get; init; }

    /// <summary>Who answers; never written to, unless it is the ticket's customer.</summary>
    public AgentId? Writer { get; init; }

    /// <summary>Keys of addresses that mail is known not to reach.</summary>
    public IReadOnlySet<string> Undeliverable { get; init; } = new HashSet<string>();
}

/// <summary>The recipients that are proposed for a reply: who wrote in To, all others who take part in Cc (RFC 5322, 3.6.3).</summary>
/// <remarks>Never among them are addresses of Hub itself, with or without a tag, the one who answers, the mailing list by which a mail
/// came whose author counts as its sender, and hidden recipients of former mails. A note knows only the outside party it was
/// exchanged with, a public message nobody but those who take part in public.</remarks>
/// <param name="To">Recipients; empty when nobody is known.</param>
/// <param name="Cc">In copy.</param>
/// <param name="LeftOut">Who would be among them, but mail is known not to reach them. Whoever is answered alone stays in To.</param>
public sealed record ReplyRecipients(IReadOnlyList<Mailbox> To, IReadOnlyList<Mailbox> Cc, IReadOnlyList<Mailbox> LeftOut)
{
    /// <summary>Proposes. Pure.</summary>
    public static ReplyRecipients Of(ReplyFacts facts, ReplyScope scope)
    {
        var (to, cc) = facts.Answered switch
        {
            { MessageKind: MessageKind.Note } note => Outside(facts.Ticket, note),
            { Direction: Direction.Out } own => (own.To, own.Cc),
            { } received => (Of(received), [.. received.To, .. received.Cc, .. OthersThan(facts.Ticket, received)]),
            null => (Customer(facts), Participants(facts.Ticket)),
        };
        var folded = new MailRecipients(Written(to, facts), scope == ReplyScope.All ? Written(cc, facts) : [], []).Fold();
        if (folded.To.Count == 0 && facts.Answered is not { MessageKind: MessageKind.Note })
        {
            folded = new MailRecipients(Written(Customer(facts), facts), folded.Cc, []).Fold();
        }
        var reached = folded.To.Where(box => !facts.Undeliverable.Contains(box.Key)).ToList();
        var addressed = reached.Count > 0 ? reached : folded.To;
        return new ReplyRecipients(
            addressed,
            [.. folded.Cc.Where(box => !facts.Undeliverable.Contains(box.Key))],
            [.. folded.To.Except(addressed), .. folded.Cc.Where(box => facts.Undeliverable.Contains(box.Key))]);
    }

    /// <summary>Whether a mail to them comes to the ticket's customer, or to somebody who wrote into it.</summary>
    internal static bool ReachCustomer(Ticket ticket, IEnumerable<Mailbox> boxes)
    {
        var keys = ticket.Participants.Where(static part => part.Role == ParticipantRole.Requester).Select(static part => part.Address)
            .Concat(ticket.Conversations.Select(static line => line.Address)).Select(Mailbox.KeyOf).ToHashSet();
        return boxes.Any(box => keys.Contains(box.Key));
    }

    private static List<Mailbox> Written(IEnumerable<Mailbox> boxes, ReplyFacts facts)
    {
        var writer = facts.Writer is { } id && facts.Directory.Agents.TryGetValue(id, out var agent) ? Mailbox.KeyOf(agent.Email) : null;
        var requester = Requester(facts.Ticket) is { } asked ? Mailbox.KeyOf(asked.Address) : null;
        var list = facts.Account.Email?.ReadsGroupSender != false && facts.Answered?.Mail?.ListPost is { } post ? Mailbox.KeyOf(post) : null;
        return [.. boxes.Where(box => MailRecipients.IsAddress(box.Address) && !OwnAddresses.Contains(facts.Directory, box.Address)
            && (box.Key != writer || box.Key == requester) && box.Key != list)];
    }

    private static IReadOnlyList<Mailbox> Of(Message received) =>
        received.Author.Address is { } address ? [new Mailbox(received.Author.Name == address ? null : received.Author.Name, address)] : [];

    private static IReadOnlyList<Mailbox> Customer(ReplyFacts facts) =>
        facts.Line is { Address: var address } line ? [new Mailbox(line.Name, address)]
        : Requester(facts.Ticket) is { } asked ? [new Mailbox(asked.Name, asked.Address)]
        : [];

    private static IReadOnlyList<Mailbox> Participants(Ticket ticket) => [.. ticket.Participants.Select(static part => new Mailbox(part.Name, part.Address))];

    // Who asked and now writes from another address is one person. Those who asked in merged tickets are others.
    private static IEnumerable<Mailbox> OthersThan(Ticket ticket, Message received)
    {
        var same = received.Author.Id == ticket.Contact.Value ? Requester(ticket) : null;
        return ticket.Participants.Where(part => part != same).Select(static part => new Mailbox(part.Name, part.Address));
    }

    private static (IReadOnlyList<Mailbox> To, IReadOnlyList<Mailbox> Cc) Outside(Ticket ticket, Message note)
    {
        var inPublic = ticket.Participants.Select(static part => Mailbox.KeyOf(part.Address))
            .Concat(ticket.Conversations.Select(static line => Mailbox.KeyOf(line.Address))).ToHashSet();
        bool IsOutside(Mailbox box) => !inPublic.Contains(box.Key);
        return note.Direction == Direction.Out
            ? ([.. note.To.Where(IsOutside)], [.. note.Cc.Where(IsOutside)])
            : ([.. Of(note).Where(IsOutside)], [.. note.To.Concat(note.Cc).Where(IsOutside)]);
    }

    private static Participant? Requester(Ticket ticket) => ticket.Participants.FirstOrDefault(static part => part.Role == ParticipantRole.Requester);
}
