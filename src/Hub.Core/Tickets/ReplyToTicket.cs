using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.CustomFields;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Keys;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>A public answer.</summary>
/// <param name="Ticket">To which ticket.</param>
/// <param name="Text">Plain text; may be empty when files are attached.</param>
/// <param name="BaseSeq">Seq of the newest public entry its writer had seen; 0 for none, null is refused.</param>
public sealed record ReplyCommand(TicketId Ticket, string Text, long? BaseSeq)
{
    /// <summary>Sanitised HTML of the same text, or null.</summary>
    public string? Html { get; init; }

    /// <summary>Chosen by the writer; the same again answers the first message.</summary>
    public string? ClientId { get; init; }

    /// <summary>The lock it was written under; null when none was taken.</summary>
    public long? LockToken { get; init; }

    /// <summary>Transport; null takes the line the customer used last.</summary>
    public ChannelKind? Channel { get; init; }

    /// <summary>Account; null takes that of the line.</summary>
    public InboxId? Inbox { get; init; }

    /// <summary>Mail recipients; null takes who wrote what is answered (<see cref="ReplyRecipients"/>).</summary>
    public IReadOnlyList<Mailbox>? To { get; init; }

    /// <summary>Mail recipients in copy; null takes those who take part in copy.</summary>
    public IReadOnlyList<Mailbox>? Cc { get; init; }

    /// <summary>Hidden mail recipients.</summary>
    public IReadOnlyList<Mailbox> Bcc { get; init; } = [];

    /// <summary>Files uploaded before.</summary>
    public IReadOnlyList<DocId<Attachment>> Attachments { get; init; } = [];

    /// <summary>Whether its mail is signed; null leaves it to the queue.</summary>
    public bool? Sign { get; init; }

    /// <summary>Whether its mail is encrypted; null leaves it to the queue and to how the customer wrote, <c>false</c> chooses plain
    /// text knowingly.</summary>
    public bool? Encrypt { get; init; }

    /// <summary>Status to set in the same commit.</summary>
    public ThenStatus? Then { get; init; }
}

/// <summary>Status to set with a message.</summary>
/// <param name="Status">Status or base state by name.</param>
/// <param name="PendingUntil">For a pending status.</param>
public sealed record ThenStatus(string Status, DateTimeOffset? PendingUntil);

/// <summary>How a reply ended.</summary>
public abstract record ReplyOutcome
{
    private ReplyOutcome()
    {
    }

    /// <summary>It stands in the thread, durable; a repeat answers the same.</summary>
    public sealed record Sent(Message Message) : ReplyOutcome;

    /// <summary>There is a newer public entry by somebody else; look and send again with the new number.</summary>
    public sealed record Stale(IReadOnlyList<Message> Newer, long NewestSeq) : ReplyOutcome;

    /// <summary>Somebody else holds the lock.</summary>
    public sealed record Locked(TicketLock Lock) : ReplyOutcome;

    /// <summary>The command does not say what its writer had seen.</summary>
    public sealed record BaseSeqMissing : ReplyOutcome;

    /// <summary>Not there, or not visible to this agent.</summary>
    public sealed record NotFound : ReplyOutcome;

    /// <summary>Seen, but this agent lacks the right.</summary>
    public sealed record Forbidden(Right Right) : ReplyOutcome;

    /// <summary>Continues in another ticket.</summary>
    public sealed record AlreadyMerged(TicketId Into) : ReplyOutcome;

    /// <summary>The status asked for cannot be set, or the mail not be protected as it must be; nothing was sent.</summary>
    public sealed record Blocked(TicketOutcome.Refused Why) : ReplyOutcome;

    /// <summary>Something about the command is wrong.</summary>
    public sealed record Invalid(string Field, string Text) : ReplyOutcome;
}

/// <summary>Sends a public answer: checks rights, lock and what the writer had seen, and commits message, header and outgoing work
/// together. The lock, if free, is taken and given back in that commit.</summary>
public sealed class ReplyToTicket(
    ThreadWriter writer, IHubStore store, ITicketLocks locks, HubDirectory directory, ReplyTokenSource tokens, ClosingRule closing,
    PlanProtection protection, ReplyLines lines)
{
    /// <summary>Handles the command.</summary>
    public async ValueTask<ReplyOutcome> HandleAsync(ReplyCommand command, AgentAccess by, CancellationToken ct)
    {
        if (command.BaseSeq is null)
        {
            return new ReplyOutcome.BaseSeqMissing();
        }
        if (string.IsNullOrWhiteSpace(command.Text) && command.Attachments.Count == 0)
        {
            return new ReplyOutcome.Invalid("text", "A reply needs a text or a file.");
        }
        if (command.Then is { } then && directory.Current.FindStatus(then.Status) is null)
        {
            return new ReplyOutcome.Invalid("then.status", $"There is no status '{then.Status}'.");
        }
        var files = await UploadedFiles.FindAsync(store, command.Attachments, by.Agent.Value, command.Ticket, ct);
        if (files is null)
        {
            return new ReplyOutcome.Invalid("attachments", "A file is not there, or not yours.");
        }

        var actor = by.ToActor();
        if (command.ClientId is { } clientId
            && await store.ResolveAsync(Message.ClientKey(command.Ticket, actor, clientId), ct) is { } known)
        {
            return await RepeatAsync(known, by, ct);
        }
        var own = await tokens.GetAsync(ct);
        return await writer.ChangeAsync<ReplyOutcome>(command.Ticket, async (ticket, now) =>
        {
            if (Refuse(command, ticket, by, directory.Current) is { } refusal)
            {
                return new Decision<ReplyOutcome>(refusal);
            }
            if (ticket.MergedInto is { } target)
            {
                return new Decision<ReplyOutcome>(new ReplyOutcome.AlreadyMerged(target));
            }
            if (ticket.Lock is { } held && held.Holder != by.Agent
                && held.IsAlive(await locks.LookAsync(ticket.Id, held.Token, ct), now))
            {
                return new Decision<ReplyOutcome>(new ReplyOutcome.Locked(held));
            }
            if (ticket.NewestPublicSeqByOthers(actor) is var newest && newest > command.BaseSeq)
            {
                return new Decision<ReplyOutcome>(new ReplyOutcome.Stale(await NewerAsync(ticket, command.BaseSeq.Value, ct), newest));
            }
            if (MissingField(command, ticket) is { } missing)
            {
                return new Decision<ReplyOutcome>(missing);
            }
            var edit = new TicketEdit(ticket, now);
            var line = await lines.ChooseAsync(ticket, command, by.Agent, ct);
            if (line.Problem is { } problem)
            {
                return new Decision<ReplyOutcome>(new ReplyOutcome.Invalid(line.ProblemField, problem));
            }
            var look = await closing.LookAsync(ticket, directory.Current.FindStatus(command.Then?.Status)?.State, by, ct);
            if (look.Refusal is { } blocked)
            {
                return new Decision<ReplyOutcome>(new ReplyOutcome.Blocked(blocked));
            }
            var plan = await line.ProtectAsync(protection, ticket, command, ct);
            if (plan is ProtectionPlan.Refused refused)
            {
                return new Decision<ReplyOutcome>(new ReplyOutcome.Blocked(new TicketOutcome.Refused(refused.Code, refused.Text)));
            }
            var message = Write(edit, command, line with { Plan = plan }, files, by, own);
            return new Decision<ReplyOutcome>(new ReplyOutcome.Sent(message), edit)
            {
                Also = changes =>
                {
                    UploadedFiles.Bind(changes, files, ticket.Id, isInternal: false);
                    look.Expect(changes);
                },
                OnTaken = async taken => await RepeatAsync(taken.Holder, by, ct),
            };
        }, new ReplyOutcome.NotFound(), ct);
    }

    private static ReplyOutcome? Refuse(ReplyCommand command, Ticket ticket, AgentAccess by, DirectorySnapshot names) => by.Judge(Right.Reply, ticket) switch
    {
        Verdict.Hidden => new ReplyOutcome.NotFound(),
        Verdict.Refused => new ReplyOutcome.Forbidden(Right.Reply),
        _ => command.Then is { } then && by.JudgeState(ticket, names.FindStatus(then.Status)!.State) != Verdict.Allowed
            ? new ReplyOutcome.Forbidden(Right.Close)
            : null,
    };

    private ReplyOutcome.Invalid? MissingField(ReplyCommand command, Ticket ticket) =>
        command.Then is { } then && directory.Current.FindStatus(then.Status)?.State == TicketState.Closed && !ticket.IsClosed
        && FieldRules.Missing(directory.Current.Fields, FieldScope.Ticket, ticket.Queue, ticket.CustomFields, isClosing: true) is { } problem
            ? new ReplyOutcome.Invalid($"{FieldDefinition.TermPrefix}{problem.Name}", problem.Text)
            : null;

    private Message Write(TicketEdit edit, ReplyCommand command, ReplyLine line, IReadOnlyList<Attachment> files, AgentAccess by, ReplyTokens own)
    {
        var now = edit.Now;
        var id = MessageId.New(now);
        edit.Set(ticket => ticket with
        {
            Lock = null,
            LastLockToken = ticket.Lock is null ? ticket.LastLockToken + 1 : ticket.LastLockToken,
            Conversations = line.Conversation is { } used
                ? TicketRules.WithLine(ticket.Conversations, used with { LastMessageAt = now })
                : ticket.Conversations,
        });
        var message = TicketRules.Answer(edit, new Message
        {
            Id = id,
            MessageKind = MessageKind.Public,
            Direction = Direction.Out,
            Channel = line.Channel,
            Inbox = line.Inbox,
            Author = by.ToActor(),
            ClientId = command.ClientId,
            CreatedAt = now,
            OccurredAt = now,
            Text = command.Text,
            Html = command.Html,
            Subject = line.Channel == ChannelKind.Email ? edit.Ticket.Subject : null,
            To = line.To,
            Cc = line.Cc,
            Bcc = line.Bcc,
            Mail = line.MailOf(own, edit.Ticket.Id, id),
            Crypto = line.Crypto,
            Attachments = [.. files.Select(static file => file.ToReference())],
            Delivery = line.IsDelivered ? new Delivery(DeliveryState.Pending, now) : line.Conversation is null ? null : new Delivery(DeliveryState.Sent, now),
        }, by.Agent, by.Name);
        TicketRules.AddParticipants(edit, line.Joining(edit.Ticket, directory.Current));
        if (line.IsDelivered)
        {
            edit.Enqueue(DeliverMessage.WorkFor(edit.Ticket.Id, message.Id, now));
        }
        if (command.Then is { } then)
        {
            var next = directory.Current.FindStatus(then.Status)!;
            TicketRules.SetStatus(edit, next.Name, next.State, next.Returns ? then.PendingUntil : null, by.ToActor());
        }
        return message;
    }

    private async ValueTask<ReplyOutcome> RepeatAsync(DocRef holder, AgentAccess by, CancellationToken ct)
    {
        var message = await store.FindAsync(new MessageId(holder.Key), ct);
        var ticket = message is null ? null : await store.FindAsync(message.Ticket, ct);
        return ticket is not null && by.CanRead(ticket) ? new ReplyOutcome.Sent(message!) : new ReplyOutcome.NotFound();
    }

    private async ValueTask<IReadOnlyList<Message>> NewerAsync(Ticket ticket, long baseSeq, CancellationToken ct)
    {
        var newer = Message.Fields.Ticket.Is(ticket.Id.Value).And(Message.Fields.Seq.Between(baseSeq + 1, null));
        var page = await store.ListAsync(new View<Message>(newer, Message.Fields.Seq), new PageRequest(200), ct);
        return [.. page.Items.Where(static entry => entry.MessageKind == MessageKind.Public)];
    }
}
