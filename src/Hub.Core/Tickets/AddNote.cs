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

    /// <summary>Something about the command is wrong.</summary>
    public sealed record Invalid(string Field, string Text) : NoteOutcome;
}

/// <summary>Adds an internal note. Needs neither lock nor base: colleagues may all write at once.</summary>
public sealed class AddNote(ThreadWriter writer, IHubStore store)
{
    /// <summary>Handles the command.</summary>
    public async ValueTask<NoteOutcome> HandleAsync(NoteCommand command, AgentAccess by, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(command.Text) && command.Attachments.Count == 0)
        {
            return new NoteOutcome.Invalid("text", "A note needs a text or a file.");
        }
        if (command.Then is { } then && TicketStatuses.Find(then.Status) is null)
        {
            return new NoteOutcome.Invalid("then.status", $"There is no status '{then.Status}'.");
        }
        var files = await UploadedFiles.FindAsync(store, command.Attachments, by.Agent.Value, command.Ticket, ct);
        if (files is null)
        {
            return new NoteOutcome.Invalid("attachments", "A file is not there, or not yours.");
        }
        return await writer.ChangeAsync<NoteOutcome>(command.Ticket, (ticket, now) =>
        {
            if (Refuse(command, ticket, by) is { } refusal)
            {
                return ValueTask.FromResult(new Decision<NoteOutcome>(refusal));
            }
            var edit = new TicketEdit(ticket, now);
            var note = edit.Add(new Message
            {
                Id = MessageId.New(now),
                MessageKind = MessageKind.Note,
                Direction = Direction.Out,
                Channel = ChannelKind.Internal,
                Author = by.ToActor(),
                ClientId = command.ClientId,
                CreatedAt = now,
                OccurredAt = now,
                Text = command.Text,
                Html = command.Html,
                Attachments = [.. files.Select(static file => file.ToReference())],
            });
            if (command.Then is { } next)
            {
                var state = TicketStatuses.Find(next.Status)!.Value;
                TicketRules.SetStatus(edit, TicketStatuses.Of(state), state, next.PendingUntil, by.ToActor());
            }
            return ValueTask.FromResult(new Decision<NoteOutcome>(new NoteOutcome.Added(note), edit)
            {
                Also = changes => UploadedFiles.Bind(changes, files, ticket.Id, isInternal: true),
                OnTaken = async taken => await store.FindAsync(new MessageId(taken.Holder.Key), ct) is { } known
                    ? new NoteOutcome.Added(known)
                    : new NoteOutcome.NotFound(),
            });
        }, new NoteOutcome.NotFound(), ct);
    }

    private static NoteOutcome? Refuse(NoteCommand command, Ticket ticket, AgentAccess by) => by.Judge(Right.Note, ticket) switch
    {
        Verdict.Hidden => new NoteOutcome.NotFound(),
        Verdict.Refused => new NoteOutcome.Forbidden(Right.Note),
        _ => command.Then is { } then && by.JudgeState(ticket, TicketStatuses.Find(then.Status)!.Value) != Verdict.Allowed
            ? new NoteOutcome.Forbidden(Right.Close)
            : null,
    };
}
