using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>An internal note, for colleagues only.</summary>
/// <param name="Ticket">To which ticket.</param>
/// <param name="Text">Plain text; may be empty when files are attached.</param>
public sealed record NoteCommand(TicketId Ticket, string Text)
{
    /// <summary>Sanitised HTML of the same text, or null.</summary>
    public string? Html { get; init; }

    /// <summary>Chosen by the writer; the same again answers the first note.</summary>
    public string? ClientId { get; init; }

    /// <summary>Files uploaded before.</summary>
    public IReadOnlyList<DocId<Attachment>> Attachments { get; init; } = [];

    /// <summary>Status to set in the same commit.</summary>
    public ThenStatus? Then { get; init; }
}

/// <summary>How a note ended.</summary>
public abstract record NoteOutcome
{
    private NoteOutcome()
    {
    }

    /// <summary>It stands in the thread; a repeat answers the same.</summary>
    public sealed record Added(Message Message) : NoteOutcome;

    /// <summary>Not there, or not visible to this agent.</summary>
    public sealed record NotFound : NoteOutcome;

    /// <summary>Seen, but this agent lacks the right.</summary>
    public sealed record Forbidden(Right Right) : NoteOutcome;

    /// <summary>Continues in another ticket.</summary>
    public sealed record AlreadyMerged(TicketId Into) : NoteOutcome;

    /// <summary>The status asked for cannot be set; nothing was added.</summary>
    public sealed record Blocked(TicketOutcome.Refused Why) : NoteOutcome;

    /// <summary>Something about the command is wrong.</summary>
    public sealed record Invalid(string Field, string Text) : NoteOutcome;
}

/// <summary>Adds an internal note. Needs neither lock nor base: colleagues may all write at once.</summary>
public sealed class AddNote(ThreadWriter writer, IHubStore store, HubDirectory directory, ClosingRule closing)
{
    /// <summary>Handles the command.</summary>
    public async ValueTask<NoteOutcome> HandleAsync(NoteCommand command, AgentAccess by, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(command.Text) && command.Attachments.Count == 0)
        {
            return new NoteOutcome.Invalid("text", "A note needs a text or a file.");
        }
        if (command.Then is { } then && directory.Current.FindStatus(then.Status) is null)
        {
            return new NoteOutcome.Invalid("then.status", $"There is no status '{then.Status}'.");
        }
        var files = await UploadedFiles.FindAsync(store, command.Attachments, by.Agent.Value, command.Ticket, ct);
        if (files is null)
        {
            return new NoteOutcome.Invalid("attachments", "A file is not there, or not yours.");
        }
        return await writer.ChangeAsync<NoteOutcome>(command.Ticket, async (ticket, now) =>
        {
            if (Refuse(command, ticket, by, directory.Current) is { } refusal)
            {
                return new Decision<NoteOutcome>(refusal);
            }
            if (ticket.MergedInto is { } target)
            {
                return new Decision<NoteOutcome>(new NoteOutcome.AlreadyMerged(target));
            }
            var look = await closing.LookAsync(ticket, directory.Current.FindStatus(command.Then?.Status)?.State, by, ct);
            if (look.Refusal is { } blocked)
            {
                return new Decision<NoteOutcome>(new NoteOutcome.Blocked(blocked));
            }
            var edit = new TicketEdit(ticket, now);
            var note = edit.Add(Write(edit, command.Text, by.ToActor()) with
            {
                ClientId = command.ClientId,
                Html = command.Html,
                Attachments = [.. files.Select(static file => file.ToReference())],
            });
            if (command.Then is { } next)
            {
                var status = directory.Current.FindStatus(next.Status)!;
                TicketRules.SetStatus(edit, status.Name, status.State, status.Returns ? next.PendingUntil : null, by.ToActor());
            }
            return new Decision<NoteOutcome>(new NoteOutcome.Added(note), edit)
            {
                Also = changes =>
                {
                    UploadedFiles.Bind(changes, files, ticket.Id, isInternal: true);
                    look.Expect(changes);
                },
                OnTaken = async taken => await store.FindAsync(new MessageId(taken.Holder.Key), ct) is { } known
                    ? new NoteOutcome.Added(known)
                    : new NoteOutcome.NotFound(),
            };
        }, new NoteOutcome.NotFound(), ct);
    }

    /// <summary>A note as it is added to an edit.</summary>
    internal static Message Write(TicketEdit edit, string text, Actor by) => new()
    {
        Id = MessageId.New(edit.Now),
        MessageKind = MessageKind.Note,
        Direction = Direction.Out,
        Channel = ChannelKind.Internal,
        Author = by,
        CreatedAt = edit.Now,
        OccurredAt = edit.Now,
        Text = text,
    };

    private static NoteOutcome? Refuse(NoteCommand command, Ticket ticket, AgentAccess by, DirectorySnapshot names) => by.Judge(Right.Note, ticket) switch
    {
        Verdict.Hidden => new NoteOutcome.NotFound(),
        Verdict.Refused => new NoteOutcome.Forbidden(Right.Note),
        _ => command.Then is { } then && by.JudgeState(ticket, names.FindStatus(then.Status)!.State) != Verdict.Allowed
            ? new NoteOutcome.Forbidden(Right.Close)
            : null,
    };
}
