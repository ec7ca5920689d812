using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>Keystrokes to keep.</summary>
/// <param name="Ticket">Where they are typed.</param>
/// <param name="Mode">Public (reply) or note.</param>
/// <param name="Text">All of it; empty without files and recipients removes the draft.</param>
/// <param name="Caret">Caret position in UTF-16 units.</param>
/// <param name="Revision">Grows with each save of the same writer.</param>
public sealed record DraftCommand(TicketId Ticket, MessageKind Mode, string Text, int Caret, long Revision)
{
    /// <summary>Files already uploaded.</summary>
    public IReadOnlyList<AttachmentRef> Attachments { get; init; } = [];

    /// <summary>Mail recipients as chosen; null leaves them to what is proposed.</summary>
    public MailRecipients? Recipients { get; init; }
}

/// <summary>Keeps an agent's unsent text on the server. Only its writer ever reads it.</summary>
public sealed class SaveDraft(IHubStore store, TimeProvider clock)
{
    /// <summary>Saves unless a newer revision is there; false then, and when the ticket is not visible.</summary>
    public async ValueTask<bool> HandleAsync(DraftCommand command, AgentAccess by, CancellationToken ct)
    {
        var ticket = await store.FindAsync(command.Ticket, ct);
        if (ticket is null || !by.CanRead(ticket))
        {
            return false;
        }
        var id = Draft.IdOf(command.Ticket, by.Agent, command.Mode);
        while (true)
        {
            var known = await store.FindAsync(id, ct);
            if (known is not null && known.Revision > command.Revision)
            {
                return false;
            }
            if (await TryAsync(command, by, id, known, ct) is CommitOutcome.Committed)
            {
                return true;
            }
        }
    }

    /// <summary>The agent's drafts of a ticket: reply, note, both or none.</summary>
    public ValueTask<IReadOnlyList<Draft>> FindAsync(TicketId ticket, AgentAccess by, CancellationToken ct) => store.FindManyAsync<Draft>(
        [Draft.IdOf(ticket, by.Agent, MessageKind.Public), Draft.IdOf(ticket, by.Agent, MessageKind.Note)], ct);

    private async ValueTask<CommitOutcome> TryAsync(
        DraftCommand command, AgentAccess by, DocId<Draft> id, Draft? known, CancellationToken ct)
    {
        if (command.Text.Length == 0 && command.Attachments.Count == 0 && command.Recipients is null)
        {
            return known is null ? CommitOutcome.Committed.Value : await store.CommitAsync(new ChangeSet().Delete(known), ct);
        }
        var draft = new Draft
        {
            Id = id,
            Ticket = command.Ticket,
            Agent = by.Agent,
            Mode = command.Mode,
            Text = command.Text,
            Caret = command.Caret,
            Revision = command.Revision,
            Attachments = command.Attachments,
            Recipients = command.Recipients,
            SavedAt = clock.GetUtcNow(),
        };
        return await store.CommitAsync(known is null ? new ChangeSet().Insert(draft) : new ChangeSet().Replace(known, draft), ct);
    }
}
