using Hub.Core.Agents;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Keys;
using Hub.Core.Views;

namespace Hub.Core.Tickets;

/// <summary>By which line, account and addresses a reply goes out.</summary>
/// <param name="Channel">Transport.</param>
/// <param name="Inbox">Account; null when the reply is only recorded.</param>
/// <param name="Conversation">The line as it is after the reply; null when there is none.</param>
public sealed record ReplyLine(ChannelKind Channel, InboxId? Inbox, Conversation? Conversation)
{
    /// <summary>Why it cannot be used, for people; null when all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>The field of the command that is to blame.</summary>
    public string ProblemField { get; init; } = "inbox";

    /// <summary>Mail recipients.</summary>
    public IReadOnlyList<Mailbox> To { get; init; } = [];

    /// <summary>Mail recipients in copy.</summary>
    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    /// <summary>Hidden mail recipients.</summary>
    public IReadOnlyList<Mailbox> Bcc { get; init; } = [];

    /// <summary>What the mail answers; null for other channels.</summary>
    public MailFacts? Answered { get; init; }

    /// <summary>The address a mail is sent from; null for other channels.</summary>
    public string? Sender { get; init; }

    /// <summary>How the mail goes out; null before that is decided and for other channels.</summary>
    public ProtectionPlan? Plan { get; init; }

    /// <summary>The protection its message carries. Plain text that was chosen knowingly is told apart from plain text by default,
    /// so that sending does not decide anew.</summary>
    public MailCrypto? Crypto => Plan switch
    {
        ProtectionPlan.Protected { Crypto: var crypto } => crypto,
        ProtectionPlan.Plain { IsChosen: true } => MailCrypto.PlainText,
        _ => null,
    };

    /// <summary>Whether a channel has to carry it out, after the commit.</summary>
    public bool IsDelivered => Channel is ChannelKind.Email && Inbox is not null;

    /// <summary>What the mail of a message carries: its Message-ID stands from the commit on, the same at every attempt.</summary>
    public MailFacts? MailOf(ReplyTokens tokens, TicketId ticket, MessageId message) => Answered is { } facts && Sender is { } sender
        ? facts with { MessageId = tokens.MessageIdOf(MailRole.Reply, ticket, message, sender[(sender.LastIndexOf('@') + 1)..]) }
        : null;

    /// <summary>The mail account and line a reply would go by; null when it would be no mail.</summary>
    public static (Inbox Account, Conversation? Line)? FindMail(Ticket ticket, ReplyCommand command, DirectorySnapshot directory)
    {
        var line = LineOf(ticket, command);
        return (command.Inbox ?? line?.Inbox) is { } id && directory.Inboxes.GetValueOrDefault(id) is { Channel: ChannelKind.Email } account ? (account, line) : null;
    }

    /// <summary>Chooses the line that fits the command: the account or transport it names, else the line used last. Mail recipients
    /// that it leaves open are those proposed to everybody who takes part.</summary>
    /// <param name="ticket">The header.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="directory">Our inboxes, queues and agents.</param>
    /// <param name="facts">What recipients are proposed from; null takes what the header says.</param>
    public static ReplyLine Choose(Ticket ticket, ReplyCommand command, DirectorySnapshot directory, ReplyFacts? facts = null)
    {
        if (command.Inbox is { } wanted && !directory.Inboxes.ContainsKey(wanted))
        {
            return Refused(ChannelKind.Internal, null, "inbox", "There is no such inbox.");
        }
        if (FindMail(ticket, command, directory) is var (account, used))
        {
            return ChooseMail(ticket, command, directory, facts ?? new ReplyFacts(ticket, account, directory) { Line = used });
        }
        var line = LineOf(ticket, command);
        return line is null && command.Inbox is not null
            ? Refused(ChannelKind.Internal, null, "inbox", "The customer has no line on this inbox.")
            : new ReplyLine(line?.Channel ?? command.Channel ?? ChannelKind.Internal, line?.Inbox, line);
    }

    private static Conversation? LineOf(Ticket ticket, ReplyCommand command) => ticket.Conversations
        .Where(line => (command.Inbox is null || line.Inbox == command.Inbox) && (command.Channel is null || line.Channel == command.Channel))
        .OrderBy(static line => line.LastMessageAt)
        .LastOrDefault();

    private static ReplyLine ChooseMail(Ticket ticket, ReplyCommand command, DirectorySnapshot directory, ReplyFacts facts)
    {
        var proposed = command is { To: not null, Cc: not null } ? null : ReplyRecipients.Of(facts, ReplyScope.All);
        var recipients = new MailRecipients(command.To ?? proposed!.To, command.Cc ?? proposed!.Cc, command.Bcc).Fold();
        if (recipients.Check(directory) is { } problem)
        {
            return problem.Fault == RecipientFault.Nobody && command.To is null
                ? Refused(ChannelKind.Email, facts.Account.Id, "inbox", "No address to send to is known.")
                : Refused(ChannelKind.Email, facts.Account.Id, problem.Field, problem.Text);
        }
        var first = recipients.To[0];
        var used = facts.Line ?? new Conversation(facts.Account.Id, ChannelKind.Email, first.Address, first.Name, ticket.UpdatedAt);
        return new ReplyLine(ChannelKind.Email, facts.Account.Id, used)
        {
            To = recipients.To,
            Cc = recipients.Cc,
            Bcc = recipients.Bcc,
            Sender = facts.Account.Email?.Address,
            Answered = new MailFacts
            {
                InReplyTo = used.LastMessageId,
                References = TicketRules.ChainOf(used.References, used.LastMessageId),
            },
        };
    }

    private static ReplyLine Refused(ChannelKind channel, InboxId? inbox, string field, string text) =>
        new(channel, inbox, null) { Problem = text, ProblemField = field };

    /// <summary>Those an agent writes to openly, with the customer, take part from now on; colleagues and hidden recipients do not.</summary>
    /// <param name="ticket">Whose lines take part already.</param>
    /// <param name="directory">Our agents.</param>
    public IEnumerable<Participant> Joining(Ticket ticket, DirectorySnapshot directory)
    {
        var known = directory.Agents.Values.Where(static agent => agent.IsActive).Select(static agent => agent.Email)
            .Concat(ticket.Conversations.Select(static line => line.Address)).Select(Mailbox.KeyOf).ToHashSet();
        return To.Concat(Cc).Where(box => !known.Contains(box.Key) && ReplyRecipients.ReachCustomer(ticket, To.Concat(Cc)))
            .Select(static box => new Participant(FieldValue.Fold(box.Address), box.Name, ParticipantRole.Copy));
    }

    /// <summary>Decides how the mail of a reply is signed and encrypted; null when no mail goes out.</summary>
    public async ValueTask<ProtectionPlan?> ProtectAsync(PlanProtection protection, Ticket ticket, ReplyCommand command, CancellationToken ct) =>
        IsDelivered && Sender is { } sender
            ? await protection.HandleAsync(new ProtectionQuery(ticket.Queue, protection.SenderOf(ticket.Queue, sender), [.. To, .. Cc])
            {
                Bcc = Bcc,
                Encrypted = PlanProtection.EncryptedIn(ticket),
                Sign = command.Sign,
                Encrypt = command.Encrypt,
            }, ct)
            : null;
}
