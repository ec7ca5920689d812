using Hub.Core.Agents;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Keys;

namespace Hub.Core.Tickets;

/// <summary>By which line, account and addresses a reply goes out.</summary>
/// <param name="Channel">Transport.</param>
/// <param name="Inbox">Account; null when the reply is only recorded.</param>
/// <param name="Conversation">The line as it is after the reply; null when there is none.</param>
/// <param name="Problem">Why the wanted line cannot be used, for people; null when all is well.</param>
public sealed record ReplyLine(ChannelKind Channel, InboxId? Inbox, Conversation? Conversation, string? Problem)
{
    /// <summary>Mail recipients.</summary>
    public IReadOnlyList<Mailbox> To { get; init; } = [];

    /// <summary>Mail recipients in copy.</summary>
    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

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

    /// <summary>Chooses the line that fits the command: the account or transport it names, else the line used last.</summary>
    public static ReplyLine Choose(Ticket ticket, ReplyCommand command, DirectorySnapshot directory)
    {
        if (command.Inbox is { } wanted && !directory.Inboxes.ContainsKey(wanted))
        {
            return new ReplyLine(ChannelKind.Internal, null, null, "There is no such inbox.");
        }
        var line = ticket.Conversations
            .Where(line => (command.Inbox is null || line.Inbox == command.Inbox) && (command.Channel is null || line.Channel == command.Channel))
            .OrderBy(static line => line.LastMessageAt)
            .LastOrDefault();
        var inbox = command.Inbox ?? line?.Inbox;
        var account = inbox is { } id ? directory.Inboxes.GetValueOrDefault(id) : null;
        if (account?.Channel == ChannelKind.Email)
        {
            return ChooseMail(ticket, command, account, line);
        }
        if (line is null && command.Inbox is not null)
        {
            return new ReplyLine(ChannelKind.Internal, null, null, "The customer has no line on this inbox.");
        }
        return new ReplyLine(line?.Channel ?? command.Channel ?? ChannelKind.Internal, line?.Inbox, line, null);
    }

    private static ReplyLine ChooseMail(Ticket ticket, ReplyCommand command, Inbox account, Conversation? line)
    {
        var requester = ticket.Participants.FirstOrDefault(static p => p.Role == ParticipantRole.Requester);
        var address = line?.Address ?? requester?.Address;
        var to = command.To ?? (address is null ? [] : [new Mailbox(line?.Name ?? requester?.Name, address)]);
        if (to.Count == 0)
        {
            return new ReplyLine(ChannelKind.Email, account.Id, null, "No address to send to is known.");
        }
        var used = line ?? new Conversation(account.Id, ChannelKind.Email, to[0].Address, to[0].Name, ticket.UpdatedAt);
        var own = account.Email?.Address;
        var cc = command.Cc ?? [.. ticket.Participants
            .Where(p => p.Role == ParticipantRole.Copy && p.Address != own && to.All(t => !string.Equals(t.Address, p.Address, StringComparison.OrdinalIgnoreCase)))
            .Select(static p => new Mailbox(p.Name, p.Address))];
        return new ReplyLine(ChannelKind.Email, account.Id, used, null)
        {
            To = to,
            Cc = cc,
            Sender = own,
            Answered = new MailFacts
            {
                InReplyTo = used.LastMessageId,
                References = TicketRules.ChainOf(used.References, used.LastMessageId),
            },
        };
    }

    /// <summary>Decides how the mail of a reply is signed and encrypted; null when no mail goes out.</summary>
    public async ValueTask<ProtectionPlan?> ProtectAsync(PlanProtection protection, Ticket ticket, ReplyCommand command, CancellationToken ct) =>
        IsDelivered && Sender is { } sender
            ? await protection.HandleAsync(new ProtectionQuery(ticket.Queue, protection.SenderOf(ticket.Queue, sender), [.. To, .. Cc])
            {
                Bcc = command.Bcc,
                Encrypted = PlanProtection.EncryptedIn(ticket),
                Sign = command.Sign,
                Encrypt = command.Encrypt,
            }, ct)
            : null;
}
