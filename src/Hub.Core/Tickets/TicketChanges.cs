using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.Contacts;

namespace Hub.Core.Tickets;

/// <summary>Applies a checked <see cref="ChangeCommand"/> to an edit, an activity for each property that really changes.</summary>
public static class TicketChanges
{
    /// <summary>Applies all that is set.</summary>
    public static void Apply(TicketEdit edit, ChangeCommand command, Contact? contact, Actor by, DirectorySnapshot names)
    {
        var because = command.Because;
        if (!string.IsNullOrWhiteSpace(command.Note))
        {
            edit.Add(AddNote.Write(edit, command.Note, by));
        }
        if (contact is not null && contact.Id != edit.Ticket.Contact)
        {
            Apply(edit, "contact", edit.Ticket.ContactName, contact.Name,
                t => t with { Contact = contact.Id, ContactName = contact.Name }, by, because, (edit.Ticket.Contact.Value, contact.Id.Value));
        }
        foreach (var (name, value) in command.Fields)
        {
            ApplyField(edit, name, value, by, because);
        }
        if (command.Subject.IsSet)
        {
            var subject = OpenTicket.SubjectOf(command.Subject.Value!);
            Apply(edit, "subject", edit.Ticket.Subject, subject, t => t with { Subject = subject }, by, because);
        }
        if (command.Queue is { IsSet: true, Value: { } queue } && queue != edit.Ticket.Queue)
        {
            Apply(edit, "queue", names.PathOf(edit.Ticket.Queue), names.PathOf(queue), t => t with { Queue = queue }, by, because, (edit.Ticket.Queue.Value, queue.Value));
        }
        if (command.Assignee.IsSet && command.Assignee.Value != edit.Ticket.Assignee)
        {
            Apply(edit, "assignee", names.NameOf(edit.Ticket.Assignee), names.NameOf(command.Assignee.Value),
                t => t with { Assignee = command.Assignee.Value }, by, because, (edit.Ticket.Assignee?.Value, command.Assignee.Value?.Value));
        }
        if (command.Responsible.IsSet && command.Responsible.Value != edit.Ticket.Responsible)
        {
            Apply(edit, "responsible", names.NameOf(edit.Ticket.Responsible), names.NameOf(command.Responsible.Value),
                t => t with { Responsible = command.Responsible.Value }, by, because, (edit.Ticket.Responsible?.Value, command.Responsible.Value?.Value));
        }
        if (command.Assignee.Value is not null)
        {
            StandIn.Apply(edit, names);
        }
        ApplyRanks(edit, command, by, because, names);
        if (command.Tags.IsSet)
        {
            var tags = OpenTicket.TagsOf(command.Tags.Value ?? []);
            Apply(edit, "tags", string.Join(", ", edit.Ticket.Tags), string.Join(", ", tags), t => t with { Tags = tags }, by, because);
        }
        if (command.Status.IsSet || command.PendingUntil.IsSet)
        {
            var wanted = names.FindStatus(command.Status.Value);
            var until = wanted is { Returns: false } ? null : command.PendingUntil.IsSet ? command.PendingUntil.Value : edit.Ticket.PendingUntil;
            TicketRules.SetStatus(edit, wanted?.Name ?? edit.Ticket.Status, wanted?.State ?? edit.Ticket.State, until, by, because);
            StandIn.ApplyWhenOpened(edit, names);
        }
    }

    private static void ApplyField(TicketEdit edit, string name, JsonElement value, Actor by, string? because)
    {
        var isCleared = value.ValueKind == JsonValueKind.Null;
        var before = edit.Ticket.CustomFields.TryGetValue(name, out var known) ? known.ToString() : null;
        var fields = edit.Ticket.CustomFields.Where(field => field.Key != name)
            .Concat(isCleared ? [] : [KeyValuePair.Create(name, value)]).ToDictionary();
        Apply(edit, $"{CustomFields.FieldDefinition.TermPrefix}{name}", before, isCleared ? null : value.ToString(), t => t with { CustomFields = fields }, by, because);
    }

    private static void ApplyRanks(TicketEdit edit, ChangeCommand command, Actor by, string? because, DirectorySnapshot names)
    {
        if (command.Priority is { IsSet: true, Value: { } priority })
        {
            Apply(edit, "priority", Name(edit.Ticket.Priority), Name(priority), t => t with { Priority = priority }, by, because);
        }
        if (command.Urgency.IsSet)
        {
            Apply(edit, "urgency", Name(edit.Ticket.Urgency), Name(command.Urgency.Value),
                t => t with { Urgency = command.Urgency.Value }, by, because);
        }
        if (command.Impact.IsSet)
        {
            Apply(edit, "impact", Name(edit.Ticket.Impact), Name(command.Impact.Value),
                t => t with { Impact = command.Impact.Value }, by, because);
        }
        if (!command.Priority.IsSet && (edit.Ticket.Urgency, edit.Ticket.Impact) != (edit.Before.Urgency, edit.Before.Impact))
        {
            var usual = names.SettingsOf(edit.Before.Queue).DefaultPriority ?? Priority.Normal;
            var followed = names.Matrix.Follow(edit.Before, edit.Ticket.Urgency, edit.Ticket.Impact, usual);
            Apply(edit, "priority", Name(edit.Ticket.Priority), Name(followed), t => t with { Priority = followed }, by, because ?? "urgency × impact");
        }
    }

    private static void Apply(
        TicketEdit edit, string what, string? from, string? to, Func<Ticket, Ticket> set, Actor by, string? because,
        (string? From, string? To)? ids = null)
    {
        // With ids the caller has compared those: two agents may have one name.
        if (ids is not null || from != to)
        {
            edit.Set(set);
            edit.Record(new Change(what, from, to, by, because) { FromId = ids?.From, ToId = ids?.To });
        }
    }

    private static string? Name<T>(T? value) where T : struct, Enum => value?.ToString().ToLowerInvariant();

    private static string Name(Priority value) => value.ToString().ToLowerInvariant();
}
