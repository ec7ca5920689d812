using Hub.Core.Agents;
using Hub.Core.Contacts;
using Hub.Core.CustomFields;
using Hub.Core.Ports;
using Hub.Core.Queues;

namespace Hub.Core.Tickets;

/// <summary>A value that may be left alone, set or cleared.</summary>
/// <param name="IsSet">False leaves it alone.</param>
/// <param name="Value">The new value; null clears.</param>
public readonly record struct Patch<T>(bool IsSet, T? Value)
{
    /// <summary>Sets or (null) clears.</summary>
    public static implicit operator Patch<T>(T? value) => new(true, value);
}

/// <summary>Changes to a ticket's properties; what is not set stays. All changes are one commit, each with its activity.</summary>
/// <param name="Ticket">Which ticket.</param>
public sealed record ChangeCommand(TicketId Ticket)
{
    /// <summary>The version the changes rest on; null to change whatever is there.</summary>
    public long? Version { get; init; }

    /// <summary>New subject; cannot be cleared.</summary>
    public Patch<string> Subject { get; init; }

    /// <summary>Status or base state by name; cannot be cleared.</summary>
    public Patch<string> Status { get; init; }

    /// <summary>When a pending ticket comes back.</summary>
    public Patch<DateTimeOffset?> PendingUntil { get; init; }

    /// <summary>New queue; cannot be cleared.</summary>
    public Patch<QueueId?> Queue { get; init; }

    /// <summary>Who works on it; null for nobody.</summary>
    public Patch<AgentId?> Assignee { get; init; }

    /// <summary>Who answers for it; null for nobody.</summary>
    public Patch<AgentId?> Responsible { get; init; }

    /// <summary>Rank; cannot be cleared.</summary>
    public Patch<Priority?> Priority { get; init; }

    /// <summary>How soon it hurts.</summary>
    public Patch<Grade?> Urgency { get; init; }

    /// <summary>How much it hurts.</summary>
    public Patch<Grade?> Impact { get; init; }

    /// <summary>All tags; null clears.</summary>
    public Patch<IReadOnlyList<string>> Tags { get; init; }

    /// <summary>Who asked; cannot be cleared.</summary>
    public Patch<ContactId?> Contact { get; init; }

    /// <summary>Custom fields to set; a JSON null clears one, those not named stay.</summary>
    public IReadOnlyDictionary<string, System.Text.Json.JsonElement> Fields { get; init; } =
        new Dictionary<string, System.Text.Json.JsonElement>();

    /// <summary>A note for colleagues, in the same commit: what the receiving team should know of a ticket that is moved to it.</summary>
    public string? Note { get; init; }

    /// <summary>Rule or channel that causes the change; null when a person simply does it.</summary>
    public string? Because { get; init; }

    /// <summary>Further writes of the same commit; called once a try, only when something changes.</summary>
    public Action<Storage.ChangeSet, TicketEdit>? Also { get; init; }
}

/// <summary>How a change ended.</summary>
public abstract record ChangeOutcome
{
    private ChangeOutcome()
    {
    }

    /// <summary>The ticket as it is now; also when nothing had to change.</summary>
    public sealed record Changed(Ticket Ticket) : ChangeOutcome;

    /// <summary>Somebody changed the ticket since the version given.</summary>
    public sealed record VersionConflict(Ticket Current) : ChangeOutcome;

    /// <summary>Not there, or not visible to this agent.</summary>
    public sealed record NotFound : ChangeOutcome;

    /// <summary>Seen, but this agent lacks the right.</summary>
    public sealed record Forbidden(Right Right) : ChangeOutcome;

    /// <summary>Continues in another ticket.</summary>
    public sealed record AlreadyMerged(TicketId Into) : ChangeOutcome;

    /// <summary>Something stands in the way.</summary>
    public sealed record Blocked(TicketOutcome.Refused Why) : ChangeOutcome;

    /// <summary>Something about the command is wrong.</summary>
    public sealed record Invalid(string Field, string Text) : ChangeOutcome;
}

/// <summary>Changes properties of a ticket: assign, take, move, close, reopen, rank and name.</summary>
public sealed class ChangeTicket(ThreadWriter writer, IHubStore store, HubDirectory directory, ClosingRule closing)
{
    /// <summary>Handles the command.</summary>
    public async ValueTask<ChangeOutcome> HandleAsync(ChangeCommand command, AgentAccess by, CancellationToken ct)
    {
        var names = directory.Current;
        if (Check(command, names) is { } invalid)
        {
            return invalid;
        }
        var contact = command.Contact.Value is { } id ? await store.FindAsync(id, ct) : null;
        if (command.Contact.IsSet && contact is null)
        {
            return new ChangeOutcome.Invalid("contact", "There is no such contact.");
        }
        return await writer.ChangeAsync<ChangeOutcome>(command.Ticket, async (ticket, now) =>
            (Refuse(command, ticket, by, names) ?? RefuseFields(command, ticket, names)) is { } refusal
                ? new Decision<ChangeOutcome>(refusal)
                : await DecideAsync(command, ticket, contact, by, names, now, ct), new ChangeOutcome.NotFound(), ct);
    }

    private async ValueTask<Decision<ChangeOutcome>> DecideAsync(
        ChangeCommand command, Ticket ticket, Contact? contact, AgentAccess by, DirectorySnapshot names, DateTimeOffset now, CancellationToken ct)
    {
        if (command.PendingUntil.Value is not null && names.FindStatus(command.Status.Value ?? ticket.Status) is not { Returns: true })
        {
            return new Decision<ChangeOutcome>(new ChangeOutcome.Invalid("pendingUntil", "Only a pending status that comes back by itself takes a time."));
        }
        var look = await closing.LookAsync(ticket, names.FindStatus(command.Status.Value)?.State, by, ct);
        if (look.Refusal is { } blocked)
        {
            return new Decision<ChangeOutcome>(new ChangeOutcome.Blocked(blocked));
        }
        var edit = new TicketEdit(ticket, now);
        TicketChanges.Apply(edit, command, contact, by.ToActor(), names);
        return edit.IsEmpty
            ? new Decision<ChangeOutcome>(new ChangeOutcome.Changed(ticket))
            : new Decision<ChangeOutcome>(new ChangeOutcome.Changed(edit.Ticket), edit)
            {
                Also = changes =>
                {
                    command.Also?.Invoke(changes, edit);
                    look.Expect(changes);
                },
            };
    }

    private static ChangeOutcome? Refuse(ChangeCommand command, Ticket ticket, AgentAccess by, DirectorySnapshot names)
    {
        if (!by.CanRead(ticket))
        {
            return new ChangeOutcome.NotFound();
        }
        if (ticket.MergedInto is { } target)
        {
            return new ChangeOutcome.AlreadyMerged(target);
        }
        if (command.Version is { } version && version != ticket.Version)
        {
            return new ChangeOutcome.VersionConflict(ticket);
        }
        return ChangeRights.Missing(command, ticket, by, names) is { } right ? new ChangeOutcome.Forbidden(right) : null;
    }

    private static ChangeOutcome.Invalid? RefuseFields(ChangeCommand command, Ticket ticket, DirectorySnapshot names)
    {
        var queue = command.Queue.Value ?? ticket.Queue;
        var values = FieldRules.Merge(ticket.CustomFields, command.Fields);
        var isClosing = names.FindStatus(command.Status.Value)?.State == TicketState.Closed && !ticket.IsClosed;
        var problem = FieldRules.Check(names.Fields, FieldScope.Ticket, queue, command.Fields);
        if (problem is null && (isClosing || command.Fields.Values.Any(static value => value.ValueKind == System.Text.Json.JsonValueKind.Null)))
        {
            problem = FieldRules.Missing(names.Fields, FieldScope.Ticket, queue, values, isClosing);
        }
        return problem is null ? null : new ChangeOutcome.Invalid($"{FieldDefinition.TermPrefix}{problem.Name}", problem.Text);
    }

    private static ChangeOutcome.Invalid? Check(ChangeCommand command, DirectorySnapshot names)
    {
        if (command.Subject.IsSet && string.IsNullOrWhiteSpace(command.Subject.Value))
        {
            return new ChangeOutcome.Invalid("subject", "A ticket needs a subject.");
        }
        if (command.Status.IsSet && (command.Status.Value is not { } status || names.FindStatus(status) is null))
        {
            return new ChangeOutcome.Invalid("status", $"There is no status '{command.Status.Value}'.");
        }
        if (command.Queue.IsSet && (command.Queue.Value is not { } queue || !names.Queues.ContainsKey(queue)))
        {
            return new ChangeOutcome.Invalid("queue", "There is no such queue.");
        }
        if (command.Assignee.Value is { } assignee && !IsActive(names, assignee))
        {
            return new ChangeOutcome.Invalid("assignee", "There is no such agent.");
        }
        if (command.Responsible.Value is { } responsible && !IsActive(names, responsible))
        {
            return new ChangeOutcome.Invalid("responsible", "There is no such agent.");
        }
        return command.Priority is { IsSet: true, Value: null }
            ? new ChangeOutcome.Invalid("priority", "A ticket needs a priority.")
            : null;
    }

    private static bool IsActive(DirectorySnapshot names, AgentId agent) =>
        names.Agents.TryGetValue(agent, out var found) && found.IsActive;
}
