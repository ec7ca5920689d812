namespace Hub.Core.Tickets;

/// <summary>Pure rules: what a message or a command does to a ticket. State, command and instant in, an edit out.</summary>
public static class TicketRules
{
    internal const int MostConversations = 20;
    internal const int MostParticipants = 40;
    private const int MostReferences = 20;

    /// <summary>Adds a message from the customer: the line it came on becomes the newest, and a pending or (if the policy says so)
    /// closed ticket opens.</summary>
    /// <param name="edit">The ticket being changed.</param>
    /// <param name="message">A public message, direction in.</param>
    /// <param name="line">The line it came on; null when it came on none (phone, letter, another sender).</param>
    /// <param name="reopens">Whether a closed ticket opens.</param>
    public static Message Receive(TicketEdit edit, Message message, Conversation? line, bool reopens)
    {
        if (line is not null)
        {
            edit.Set(ticket => ticket with { Conversations = WithLine(ticket.Conversations, line) });
        }
        var added = edit.Add(message);
        var state = edit.Ticket.State;
        if (state == TicketState.Pending || (state == TicketState.Closed && reopens && edit.Ticket.Shelf != Shelf.Spam))
        {
            SetStatus(edit, TicketStatuses.Of(TicketState.Open), TicketState.Open, null, message.Author, "customer message");
        }
        return added;
    }

    /// <summary>Adds a message to the customer: a new ticket is open from now on, and belongs to the agent if nobody had it.</summary>
    public static Message Answer(TicketEdit edit, Message message, AgentId? agent, string? agentName)
    {
        var added = edit.Add(message);
        if (edit.Ticket.State == TicketState.New)
        {
            SetStatus(edit, TicketStatuses.Of(TicketState.Open), TicketState.Open, null, message.Author, "first reply");
        }
        if (edit.Ticket.Assignee is null && agent is { } id)
        {
            edit.Set(ticket => ticket with { Assignee = id });
            edit.Record(new Change("assignee", null, agentName, message.Author, "first reply") { ToId = id.Value });
        }
        return added;
    }

    /// <summary>Sets status and what follows from it, with its activity; nothing when it is so already.</summary>
    public static void SetStatus(
        TicketEdit edit, string status, TicketState state, DateTimeOffset? pendingUntil, Actor by, string? because = null)
    {
        var before = edit.Ticket;
        var until = state == TicketState.Pending ? pendingUntil : null;
        if (before.Status == status && before.State == state && before.PendingUntil == until)
        {
            return;
        }
        edit.Set(ticket => ticket with
        {
            Status = status,
            State = state,
            PendingUntil = until,
            ClosedAt = state == TicketState.Closed ? ticket.ClosedAt ?? edit.Now : null,
            WaitingSince = state == TicketState.Closed ? null : ticket.WaitingSince,
            Shelf = state == TicketState.Closed ? ticket.Shelf : null,
            ShelvedFrom = state == TicketState.Closed ? ticket.ShelvedFrom : null,
            ShelvedAt = state == TicketState.Closed ? ticket.ShelvedAt : null,
        });
        if (before.Status != status)
        {
            edit.Record("status", before.Status, status, by, because);
        }
        if (before.PendingUntil != until)
        {
            edit.Record("pendingUntil", before.PendingUntil?.ToString("O"), until?.ToString("O"), by, because);
        }
    }

    /// <summary>Adds outside people who now take part, up to 40.</summary>
    public static void AddParticipants(TicketEdit edit, IEnumerable<Participant> participants)
    {
        var fresh = participants.DistinctBy(static p => p.Address)
            .Where(candidate => edit.Ticket.Participants.All(known => known.Address != candidate.Address))
            .Take(MostParticipants - edit.Ticket.Participants.Count)
            .ToList();
        if (fresh.Count > 0)
        {
            edit.Set(ticket => ticket with { Participants = [.. ticket.Participants, .. fresh] });
        }
    }

    /// <summary>Puts the line last, in place of an older state of it; see <see cref="Conversation.Encrypted"/> for what it keeps.</summary>
    public static IReadOnlyList<Conversation> WithLine(IReadOnlyList<Conversation> lines, Conversation line)
    {
        var before = lines.FirstOrDefault(known => known.Inbox == line.Inbox && known.Address == line.Address);
        return
        [
            .. lines.Where(known => known != before).TakeLast(MostConversations - 1),
            before?.Encrypted is { } standard && line.Encrypted is null ? line with { Encrypted = standard } : line,
        ];
    }

    /// <summary>References of an answer to a mail: the chain and the mail itself; first and last kept when longer than 20.</summary>
    public static IReadOnlyList<string> ChainOf(IReadOnlyList<string> references, string? messageId)
    {
        List<string> chain = [.. references.Where(id => id != messageId), .. messageId is null ? Array.Empty<string>() : [messageId]];
        return chain.Count <= MostReferences ? chain : [chain[0], .. chain.Skip(chain.Count - MostReferences + 1)];
    }
}
