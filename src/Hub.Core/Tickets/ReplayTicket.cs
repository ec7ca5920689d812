using System.Globalization;
using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.CustomFields;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>A ticket as it was when one of its entries had just been added.</summary>
/// <param name="Header">The header then: what its activities record is as it was; preview, lock and waiting time are empty.</param>
/// <param name="Seq">The entry.</param>
/// <param name="Queue">Path of the queue then.</param>
/// <param name="Assignee">Name of the assignee then; null for nobody.</param>
/// <param name="Responsible">Name of the responsible then; null for nobody.</param>
public sealed record TicketAsItWas(Ticket Header, long Seq, string Queue, string? Assignee, string? Responsible);

/// <summary>Turns a ticket back to an entry: every change is an activity, so undoing the newer ones in order gives the state then.</summary>
public sealed class ReplayTicket(IHubStore store, HubDirectory directory)
{
    private const int PageSize = 500;

    /// <summary>The ticket as it was, or null when it has no such entry.</summary>
    /// <param name="ticket">The ticket as it is, read under the reader's rights.</param>
    /// <param name="seq">From 1 to the ticket's last.</param>
    /// <param name="ct">Cancels the reads.</param>
    public async ValueTask<TicketAsItWas?> HandleAsync(Ticket ticket, long seq, CancellationToken ct)
    {
        if (seq < 1 || seq > ticket.LastSeq)
        {
            return null;
        }
        var names = directory.Current;
        var was = new TicketAsItWas(
            ticket with { Preview = "", Lock = null, WaitingSince = null }, seq,
            names.PathOf(ticket.Queue), names.NameOf(ticket.Assignee), names.NameOf(ticket.Responsible));
        Message? at = null;
        PageRequest? next = new PageRequest(PageSize);
        while (next is { } request)
        {
            var filter = Message.Fields.Ticket.Is(ticket.Id.Value).And(Message.Fields.Seq.Between(seq, null));
            var page = await store.ListAsync(new View<Message>(filter, Message.Fields.Seq, IsDescending: true), request, ct);
            foreach (var entry in page.Items)
            {
                at = entry;
                was = entry.Seq > seq && entry.Change is { } change ? Undo(was, change, names) : was;
            }
            next = page.Next is { } cursor ? new PageRequest(PageSize, cursor) : null;
        }
        return was with
        {
            Header = was.Header with
            {
                LastSeq = seq,
                UpdatedAt = at!.CreatedAt,
                LastActivityAt = at.CreatedAt,
                ClosedAt = was.Header.State == TicketState.Closed ? ticket.ClosedAt : null,
            },
        };
    }

    private static TicketAsItWas Undo(TicketAsItWas was, Change change, DirectorySnapshot names)
    {
        var header = was.Header;
        return change.What switch
        {
            "subject" => was with { Header = header with { Subject = change.From ?? "" } },
            "contact" => was with { Header = header with { ContactName = change.From ?? "" } },
            "status" when change.From is { } status => was with
            {
                Header = header with { Status = status, State = names.FindStatus(status)?.State ?? TicketState.Open, MergedInto = null },
            },
            "pendingUntil" => was with { Header = header with { PendingUntil = InstantOf(change.From) } },
            "queue" when change.From is { } path => was with
            {
                Queue = path,
                Header = header with
                {
                    Queue = QueueId.TryParse(change.FromId, out var known) ? known
                        : names.Queues.Keys.FirstOrDefault(queue => names.PathOf(queue) == path, header.Queue),
                },
            },
            "assignee" => was with { Assignee = change.From, Header = header with { Assignee = AgentOf(change.From, names) } },
            "responsible" => was with { Responsible = change.From, Header = header with { Responsible = AgentOf(change.From, names) } },
            "priority" when Enum.TryParse<Priority>(change.From, ignoreCase: true, out var priority) =>
                was with { Header = header with { Priority = priority } },
            "urgency" => was with { Header = header with { Urgency = GradeOf(change.From) } },
            "impact" => was with { Header = header with { Impact = GradeOf(change.From) } },
            "tags" => was with { Header = header with { Tags = (change.From ?? "").Split(", ", StringSplitOptions.RemoveEmptyEntries) } },
            _ when change.What.StartsWith(FieldDefinition.TermPrefix, StringComparison.Ordinal) =>
                was with { Header = header with { CustomFields = UndoField(header, change, names) } },
            _ => was,
        };
    }

    private static IReadOnlyDictionary<string, JsonElement> UndoField(Ticket header, Change change, DirectorySnapshot names)
    {
        var name = change.What[FieldDefinition.TermPrefix.Length..];
        var type = names.Fields.FirstOrDefault(field => field.Scope == FieldScope.Ticket && field.Name == name)?.Type;
        return FieldRules.Merge(header.CustomFields, new Dictionary<string, JsonElement> { [name] = ValueOf(change.From, type) });
    }

    /// <summary>Activities keep texts; numbers, lists, yes and no become again what their field holds.</summary>
    private static JsonElement ValueOf(string? text, CustomFieldType? type)
    {
        if (text is null || type is null or CustomFieldType.Text or CustomFieldType.Date or CustomFieldType.Choice)
        {
            return JsonSerializer.SerializeToElement(text);
        }
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(type == CustomFieldType.Checkbox ? text.ToLowerInvariant() : text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }

    private static AgentId? AgentOf(string? name, DirectorySnapshot names) =>
        name is not null && names.Agents.Values.FirstOrDefault(agent => agent.Name == name) is { } agent ? agent.Id : null;

    private static Grade? GradeOf(string? name) => Enum.TryParse<Grade>(name, ignoreCase: true, out var grade) ? grade : null;

    private static DateTimeOffset? InstantOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) ? at : null;
}
