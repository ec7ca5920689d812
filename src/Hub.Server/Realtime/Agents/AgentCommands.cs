using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Tickets;
using Hub.Server.Http;
using Hub.Server.Http.Shapes;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Server.Realtime.Agents;

/// <summary>The use cases behind the hub's calls, with the refusals of REST as <c>code: text</c>.</summary>
internal sealed class AgentCommands(
    ReplyToTicket reply, AddNote note, ChangeTicket change, LockTicket locks, SaveDraft drafts, MarkRead marks,
    TicketShapes shapes, IHubStore store, TimeProvider clock)
{
    public async Task<MessageResponse> ReplyAsync(Ticket ticket, NewMessageBody body, AgentAccess by) =>
        await reply.HandleAsync(Of(() => body.ToReply(ticket.Id)), by, CancellationToken.None) switch
        {
            ReplyOutcome.Sent sent => await shapes.OfAsync(sent.Message, ticket, by, CancellationToken.None),
            ReplyOutcome.Stale stale => throw HubFault.Of("stale-reply", $"There is a newer entry: {stale.NewestSeq}."),
            ReplyOutcome.Locked locked => throw Locked(locked.Lock),
            ReplyOutcome.BaseSeqMissing => throw HubFault.Of("base-seq-required", "Say which public entry you had seen last."),
            ReplyOutcome.AlreadyMerged => throw Merged(),
            ReplyOutcome.Forbidden forbidden => throw Forbidden(forbidden.Right),
            ReplyOutcome.Blocked blocked => throw HubFault.Of(blocked.Why.Code, blocked.Why.Text),
            ReplyOutcome.Invalid invalid => throw HubFault.Invalid(invalid.Text),
            _ => throw NotFound(),
        };

    public async Task<MessageResponse> NoteAsync(Ticket ticket, NewMessageBody body, AgentAccess by) =>
        await note.HandleAsync(Of(() => body.ToNote(ticket.Id)), by, CancellationToken.None) switch
        {
            NoteOutcome.Added added => await shapes.OfAsync(added.Message, ticket, by, CancellationToken.None),
            NoteOutcome.Blocked blocked => throw HubFault.Of(blocked.Why.Code, blocked.Why.Text),
            NoteOutcome.AlreadyMerged => throw Merged(),
            NoteOutcome.Invalid invalid => throw HubFault.Invalid(invalid.Text),
            NoteOutcome.Forbidden forbidden => throw Forbidden(forbidden.Right),
            _ => throw NotFound(),
        };

    public async Task<TicketResponse> ChangeAsync(Ticket ticket, JsonElement patch, AgentAccess by) =>
        await change.HandleAsync(Of(() => TicketPatchBody.Read(patch, ticket.Id)), by, CancellationToken.None) switch
        {
            ChangeOutcome.Changed changed => await shapes.OfAsync(changed.Ticket, by, CancellationToken.None),
            ChangeOutcome.VersionConflict conflict => throw HubFault.Of("version-conflict", $"The ticket has version {conflict.Current.Version}."),
            ChangeOutcome.Forbidden forbidden => throw Forbidden(forbidden.Right),
            ChangeOutcome.AlreadyMerged => throw Merged(),
            ChangeOutcome.Blocked blocked => throw HubFault.Of(blocked.Why.Code, blocked.Why.Text),
            ChangeOutcome.Invalid invalid => throw HubFault.Invalid(invalid.Text),
            _ => throw NotFound(),
        };

    /// <summary>The lock now held, with the ticket it is on.</summary>
    public async Task<(TicketId Ticket, TicketLock Lock)> LockAsync(Ticket ticket, bool takesOver, AgentAccess by)
    {
        var outcome = takesOver
            ? await locks.TakeOverAsync(ticket.Id, by, CancellationToken.None)
            : await locks.TakeAsync(ticket.Id, by, CancellationToken.None);
        return outcome switch
        {
            LockOutcome.Held held => (ticket.Id, held.Lock),
            LockOutcome.Taken taken => throw Locked(taken.Lock),
            LockOutcome.Forbidden forbidden => throw Forbidden(forbidden.Right),
            LockOutcome.AlreadyMerged => throw Merged(),
            _ => throw NotFound(),
        };
    }

    public async Task UnlockAsync(Ticket ticket, AgentAccess by)
    {
        if (await locks.ReleaseAsync(ticket.Id, by, CancellationToken.None) is LockOutcome.Taken taken)
        {
            throw Locked(taken.Lock);
        }
    }

    public async Task DraftAsync(Ticket ticket, DraftBody body, AgentAccess by, CancellationToken ct)
    {
        if (body.Kind == MessageKind.Activity)
        {
            throw HubFault.Invalid("A draft is public or a note.");
        }
        if (await UploadedFiles.FindAsync(store, body.Attachments, by.Agent.Value, ticket.Id, ct) is not { } files)
        {
            throw HubFault.Invalid("A file is not there, or not yours.");
        }
        var command = new DraftCommand(ticket.Id, body.Kind, body.Text, body.Caret, body.Revision ?? clock.GetUtcNow().ToUnixTimeMilliseconds())
        {
            Attachments = [.. files.Select(static file => file.ToReference())],
            Recipients = body.ToRecipients(),
        };
        if (!await drafts.HandleAsync(command, by, ct))
        {
            throw HubFault.Of("newer-draft", "A newer revision of this draft is stored.");
        }
    }

    public ValueTask ReadAsync(Ticket ticket, long seq, AgentAccess by, CancellationToken ct) =>
        marks.HandleAsync(ticket.Id, Math.Min(seq, ticket.LastSeq), by, ct);

    private static T Of<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidRequestException invalid)
        {
            throw HubFault.Invalid($"{invalid.Field}: {invalid.Message}");
        }
    }

    private static HubException Locked(TicketLock held) => HubFault.Of("locked", $"{held.HolderName} is answering this ticket.");

    private static HubException Forbidden(Right right) => HubFault.Of("forbidden", right.Refusal());

    private static HubException Merged() => HubFault.Of("already-merged", "This ticket continues in another one.");

    private static HubException NotFound() => HubFault.Of("not-found", "There is no such ticket, or you may not see it.");
}
