using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.CustomFields;
using Hub.Core.Tickets;
using Hub.Core.Tickets.Conditions;
using Hub.Core.Views;

namespace Hub.Core.Searching;

/// <summary>The operators of the search box and the conditions they mean. People and queues are named, not given by id.</summary>
public static class SearchOperators
{
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["status"] = "status",
        ["state"] = "state",
        ["is"] = "status",
        ["queue"] = "queue",
        ["assignee"] = "assignee",
        ["agent"] = "assignee",
        ["responsible"] = "responsible",
        ["contact"] = "contact",
        ["tag"] = "tag",
        ["priority"] = "priority",
        ["urgency"] = "urgency",
        ["impact"] = "impact",
        ["channel"] = "channel",
        ["created"] = "createdAt",
        ["updated"] = "updatedAt",
        ["active"] = "lastActivityAt",
        ["pending"] = "pendingUntil",
        ["before"] = "createdAt",
        ["after"] = "createdAt",
    };

    /// <summary>The keys that are offered, in order.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. Fields.Keys];

    /// <summary>Whether a word before a colon is an operator, in any case; <c>fields.NAME</c> is one for every name.</summary>
    public static bool IsKey(string key) =>
        Fields.ContainsKey(key.ToLowerInvariant()) || key.StartsWith(FieldDefinition.TermPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the operators mean, without the reader's rights; every ticket when there are none.</summary>
    public static (Filter<Ticket>? Filter, ConditionProblem? Problem) Compile(
        IReadOnlyList<SearchOperator> operators, AgentAccess reader, DirectorySnapshot names, DateTimeOffset now)
    {
        var filter = Filter<Ticket>.Everything;
        foreach (var given in operators)
        {
            var part = given.Key == "contact" ? ContactOf(given.Value) : null;
            if (part is null)
            {
                var compiler = new ConditionCompiler(reader, names, now);
                part = compiler.Compile(ToCondition(given, reader, names));
                if (part is null)
                {
                    return (null, compiler.Problem! with { Field = given.Key });
                }
            }
            filter = filter.And(given.IsNegated ? new Filter<Ticket>.Not(part) : part);
        }
        return (filter, null);
    }

    private static Filter<Ticket> ContactOf(string name) => ContactId.TryParse(name, out var id)
        ? Ticket.Fields.Contact.Is(id.Value)
        : Ticket.Fields.ContactName.BeginsWith(name);

    private static TicketCondition ToCondition(SearchOperator given, AgentAccess reader, DirectorySnapshot names)
    {
        if (!Fields.TryGetValue(given.Key, out var field))
        {
            // A custom field is named as it is written, whatever the case typed.
            var typed = given.Key[FieldDefinition.TermPrefix.Length..];
            var known = names.Fields.FirstOrDefault(definition => definition.Name.Equals(typed, StringComparison.OrdinalIgnoreCase))?.Name ?? typed;
            return TicketCondition.Of(FieldDefinition.TermPrefix + known, given.Value.Split(','));
        }
        return field switch
        {
            "queue" => TicketCondition.Of(field, Matching(
                names.Queues.Values.Where(queue => reader.CanSee(queue.Id)), given.Value, static queue => queue.Name, static queue => queue.Id.Value)),
            "assignee" or "responsible" when given.Value is not ("me" or "none") => TicketCondition.Of(field, Matching(
                names.Agents.Values, given.Value, static agent => agent.Name, static agent => agent.Id.Value)),
            _ when ConditionFields.IsInstant(field) => ToRange(given.Key, field, given.Value),
            _ => TicketCondition.Of(field, given.Value.Split(',')),
        };
    }

    /// <summary>The ids of those whose name begins like the text (or one of its words does); the text itself when there are none.</summary>
    private static List<string> Matching<T>(IEnumerable<T> all, string text, Func<T, string> name, Func<T, string> id)
    {
        var folded = FieldValue.Fold(text);
        var found = all.Where(one => id(one) == text || FieldValue.Fold(name(one)).StartsWith(folded, StringComparison.Ordinal)
            || FieldValue.Fold(name(one)).Split(' ').Any(word => word.StartsWith(folded, StringComparison.Ordinal))).Select(id).ToList();
        return found.Count > 0 ? found : [text];
    }

    /// <summary>Reads <c>2026-03-01</c> (that day), <c>&gt;2026-03-01</c>, <c>&lt;2026-03-01</c>, <c>2026-03-01..2026-04-01</c> and <c>7d</c> (not older).</summary>
    private static TicketCondition ToRange(string key, string field, string value)
    {
        static JsonElement Of(string text) => JsonSerializer.SerializeToElement(text);

        if (Durations.Read(value) is not null)
        {
            return new TicketCondition { Field = field, YoungerThan = value };
        }
        if (value.IndexOf("..", StringComparison.Ordinal) is var dots and > 0)
        {
            return new TicketCondition { Field = field, From = Of(value[..dots]), To = Of(value[(dots + 2)..]) };
        }
        if (key == "after" || value.StartsWith('>'))
        {
            return new TicketCondition { Field = field, From = Of(value.TrimStart('>', '=')) };
        }
        if (key == "before" || value.StartsWith('<'))
        {
            return new TicketCondition { Field = field, To = Of(value.TrimStart('<', '=')) };
        }
        return DateOnly.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var day)
            ? new TicketCondition { Field = field, From = Of($"{day:yyyy-MM-dd}"), To = Of($"{day.AddDays(1):yyyy-MM-dd}") }
            : new TicketCondition { Field = field, From = Of(value) };
    }
}
