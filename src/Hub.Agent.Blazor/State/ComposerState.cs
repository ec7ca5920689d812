using Hub.Core.Attachments;
using Hub.Core.Automation;
using Hub.Core.Keys;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.State;

/// <summary>What stands in the way of sending.</summary>
public abstract record ComposerProblem
{
    private ComposerProblem()
    {
    }

    /// <summary>Something newer is there that the writer has not answered to.</summary>
    public sealed record Stale(IReadOnlyList<Message> Newer, long NewestSeq) : ComposerProblem;

    /// <summary>Somebody else holds the lock.</summary>
    public sealed record Locked(string Holder) : ComposerProblem;

    /// <summary>A sentence from the rules.</summary>
    public sealed record Refused(string Text) : ComposerProblem;

    /// <summary>The store could not be reached.</summary>
    public sealed record Unavailable : ComposerProblem;
}

/// <summary>The composer of one ticket. The text itself lives in the browser; here are mode, files, recipients, lock and refusals.</summary>
public sealed class ComposerState(
    ReplyToTicket reply, AddNote addNote, SaveDraft saveDraft, TicketThread thread, ReplyLock replyLock, TicketPresence presence,
    OwnTraces traces, ComposerRecipients recipients, KeyRings rings, PlanProtection protection, ConsoleSession session) : ObservableState, IDisposable
{
    private readonly Dictionary<MessageKind, List<AttachmentRef>> _files = new()
    {
        [MessageKind.Public] = [],
        [MessageKind.Note] = [],
    };
    private long? _baseSeq;
    private bool _hasKeys;

    /// <summary>Public for a reply, or note.</summary>
    public MessageKind Mode { get; private set; } = MessageKind.Public;

    /// <summary>Unsent text found on the server, by mode.</summary>
    public IReadOnlyDictionary<MessageKind, Draft> Drafts { get; private set; } = new Dictionary<MessageKind, Draft>();

    public ComposerProblem? Problem { get; private set; }

    public IReadOnlyList<AttachmentRef> Files => _files[Mode];

    /// <summary>Who a mail goes to.</summary>
    public ComposerRecipients Recipients => recipients;

    /// <summary>Whether the mail is to be signed; null leaves it to the queue.</summary>
    public bool? Sign { get; set; }

    /// <summary>Whether the mail is to be encrypted; null leaves it to the queue and to how the customer wrote.</summary>
    public bool? Encrypt { get; set; }

    /// <summary>Whether the customer ever wrote encrypted.</summary>
    public bool IsEncrypted => thread.Ticket is { } ticket && PlanProtection.EncryptedIn(ticket) is not null;

    /// <summary>Whether signing and encrypting is a matter here at all: the queue has a key, or the customer uses one.</summary>
    public bool OffersProtection => _hasKeys || IsEncrypted;

    public ReplyLock Lock => replyLock;

    /// <summary>The colleague who holds the lock of this ticket, or null.</summary>
    public TicketLock? OtherLock => thread.Ticket?.Lock is { } held && held.Holder != session.Access.Agent ? held : null;

    /// <summary>Whether somebody wrote to the customer's thread after this reply was begun.</summary>
    public bool HasNewer => Mode == MessageKind.Public && _baseSeq is { } seen && thread.NewestPublicSeq > seen;

    /// <summary>By which line a reply goes out.</summary>
    public ReplyLine? Line => thread.Ticket is { } ticket
        ? ReplyLine.Choose(ticket, Addressed(new ReplyCommand(ticket.Id, "", 0)), session.Directory)
        : null;

    /// <summary>Reads the agent's drafts.</summary>
    public async Task StartAsync()
    {
        thread.Changed += Follow;
        replyLock.Changed += Notify;
        recipients.Changed += Notify;
        var drafts = await saveDraft.FindAsync(thread.Ticket!.Id, session.Access, session.Ended);
        _hasKeys = (await rings.OfOwnersAsync([.. session.Directory.Tree.Upwards(thread.Ticket!.Queue).Select(static queue => queue.Id.Value)], session.Ended)).Count > 0;
        Drafts = drafts.ToDictionary(static draft => draft.Mode);
        foreach (var draft in drafts)
        {
            _files[draft.Mode].AddRange(draft.Attachments);
        }
        await recipients.StartAsync(Drafts.GetValueOrDefault(MessageKind.Public)?.Recipients);
        if (Drafts.ContainsKey(MessageKind.Note) && !Drafts.ContainsKey(MessageKind.Public))
        {
            Mode = MessageKind.Note;
        }
    }

    /// <summary>Switches between reply and note; each keeps its own text and files.</summary>
    public void Choose(MessageKind mode)
    {
        if (Mode != mode)
        {
            (Mode, Problem) = (mode, null);
            Notify();
        }
    }

    /// <summary>How a reply by this line goes out, as things stand.</summary>
    public async Task<ProtectionPlan?> PlanAsync(ReplyLine line) => thread.Ticket is { } ticket
        ? await line.ProtectAsync(protection, ticket, new ReplyCommand(ticket.Id, "", 0) { Sign = Sign, Encrypt = Encrypt }, session.Ended)
        : null;

    /// <summary>A key was pressed in the text.</summary>
    public async Task TypedAsync()
    {
        await presence.TypedAsync(Mode == MessageKind.Note ? ViewerMode.Noting : ViewerMode.Replying);
        if (Mode == MessageKind.Public)
        {
            _baseSeq ??= thread.NewestPublicSeq;
            recipients.Begin();
            await replyLock.TypedAsync();
        }
    }

    /// <summary>Keeps the text on the server; false when a newer state is there.</summary>
    public async Task<bool> SaveAsync(MessageKind mode, string text, int caret, long revision)
    {
        var ticket = thread.Ticket!.Id;
        var isKept = await saveDraft.HandleAsync(
            new DraftCommand(ticket, mode, text, caret, revision)
            {
                Attachments = _files[mode],
                Recipients = mode == MessageKind.Public ? recipients.Chosen : null,
            }, session.Access, session.Ended);
        if (isKept)
        {
            traces.KeepDraft(ticket, text);
        }
        if (text.Length == 0 && mode == MessageKind.Public)
        {
            _baseSeq = null;
            await replyLock.ReleaseAsync();
        }
        return isKept;
    }

    /// <summary>Sends; true when it stands in the thread, durable. Otherwise <see cref="Problem"/> says why not.</summary>
    /// <param name="mode">Reply or note.</param>
    /// <param name="text">All of it.</param>
    /// <param name="clientId">The same for a repeat of the same text, so that it is sent once.</param>
    /// <param name="revision">Number of the text's last change; the draft ends with the next.</param>
    /// <param name="then">Status to set with it, or null.</param>
    public async Task<bool> SendAsync(MessageKind mode, string text, string clientId, long revision, ThenStatus? then)
    {
        Problem = null;
        try
        {
            Problem = mode == MessageKind.Note
                ? await NoteAsync(text, clientId, then)
                : await ReplyAsync(text, clientId, then);
            if (Problem is null)
            {
                _files[mode].Clear();
                await SaveAsync(mode, "", 0, revision + 1);
                await presence.StoppedAsync();
            }
        }
        catch (StoreUnavailableException)
        {
            Problem = new ComposerProblem.Unavailable();
        }
        Notify();
        return Problem is null;
    }

    /// <summary>The writer has looked at what is new and still wants to say this.</summary>
    public void Acknowledge()
    {
        _baseSeq = Math.Max(thread.NewestPublicSeq, Problem is ComposerProblem.Stale stale ? stale.NewestSeq : 0);
        recipients.Acknowledge();
        Problem = null;
        Notify();
    }

    /// <summary>Takes the lock from whoever holds it.</summary>
    public async Task TakeOverAsync()
    {
        await replyLock.TakeOverAsync();
        Problem = null;
        Notify();
    }

    public void AddFile(AttachmentRef file)
    {
        _files[Mode].Add(file);
        Notify();
    }

    public void RemoveFile(AttachmentRef file)
    {
        _files[Mode].Remove(file);
        Notify();
    }

    /// <summary>Canned responses that fit what was typed.</summary>
    public IReadOnlyList<CannedResponse> FindCanned(string typed) => CannedPicker.Find(session.Directory.CannedResponses, typed);

    public string Fill(CannedResponse canned) => CannedPicker.Fill(canned, thread.Ticket!, session.Access.Name);

    public void Dispose()
    {
        thread.Changed -= Follow;
        replyLock.Changed -= Notify;
        recipients.Changed -= Notify;
    }

    private ReplyCommand Addressed(ReplyCommand command) => recipients is { IsMail: true, Shown: var shown }
        ? command with { To = shown.To, Cc = shown.Cc, Bcc = shown.Bcc }
        : command;

    private void Follow()
    {
        _ = recipients.RefreshAsync();
        Notify();
    }

    private async Task<ComposerProblem?> ReplyAsync(string text, string clientId, ThenStatus? then)
    {
        if (recipients.IsMail && RecipientHint.Of(recipients, session.Texts).FirstOrDefault(static hint => hint.IsFault) is { } fault)
        {
            return new ComposerProblem.Refused(fault.Text);
        }
        var outcome = await reply.HandleAsync(
            Addressed(new ReplyCommand(thread.Ticket!.Id, text, _baseSeq ?? thread.NewestPublicSeq)) with
            {
                ClientId = clientId,
                LockToken = replyLock.Token,
                Sign = Sign,
                Encrypt = Encrypt,
                Attachments = [.. _files[MessageKind.Public].Select(static file => file.Id)],
                Then = then,
            },
            session.Access, session.Ended);
        if (outcome is ReplyOutcome.Sent)
        {
            replyLock.Sent();
            recipients.Reset();
            (_baseSeq, Sign, Encrypt) = (null, null, null);
        }
        return outcome switch
        {
            ReplyOutcome.Sent => null,
            ReplyOutcome.Stale stale => new ComposerProblem.Stale(stale.Newer, stale.NewestSeq),
            ReplyOutcome.Locked locked => new ComposerProblem.Locked(locked.Lock.HolderName),
            ReplyOutcome.Invalid invalid => new ComposerProblem.Refused(invalid.Text),
            ReplyOutcome.Blocked blocked => new ComposerProblem.Refused(session.Texts.Ties.Refusal(blocked.Why)),
            ReplyOutcome.AlreadyMerged => new ComposerProblem.Refused(session.Texts.Composer.Merged),
            ReplyOutcome.Forbidden forbidden => new ComposerProblem.Refused(session.Texts.Rights.Refusals[forbidden.Right]),
            ReplyOutcome.NotFound => new ComposerProblem.Refused(session.Texts.Thread.NotFound),
            ReplyOutcome.BaseSeqMissing => throw new InvalidOperationException("A reply always carries its base."),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };
    }

    private async Task<ComposerProblem?> NoteAsync(string text, string clientId, ThenStatus? then) => await addNote.HandleAsync(
        new NoteCommand(thread.Ticket!.Id, text)
        {
            ClientId = clientId,
            Attachments = [.. _files[MessageKind.Note].Select(static file => file.Id)],
            Then = then,
        }, session.Access, session.Ended) switch
    {
        NoteOutcome.Added => null,
        NoteOutcome.Invalid invalid => new ComposerProblem.Refused(invalid.Text),
        NoteOutcome.Forbidden forbidden => new ComposerProblem.Refused(session.Texts.Rights.Refusals[forbidden.Right]),
        NoteOutcome.Blocked blocked => new ComposerProblem.Refused(session.Texts.Ties.Refusal(blocked.Why)),
        NoteOutcome.AlreadyMerged => new ComposerProblem.Refused(session.Texts.Composer.Merged),
        NoteOutcome.NotFound => new ComposerProblem.Refused(session.Texts.Thread.NotFound),
        var outcome => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };
}
