using System.Globalization;
using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.CustomFields;
using Hub.Core.Views;

namespace Hub.Core.Tickets.Conditions;

/// <summary>Turns a written condition into a filter, for one reader at one moment.</summary>
public sealed class ConditionCompiler(AgentAccess reader, DirectorySnapshot names, DateTimeOffset now)
{
    private const int Deepest = 8;
    private const int MostParts = 100;
    private int _parts;

    /// <summary>The first thing that is wrong; null when nothing is.</summary>
    public ConditionProblem? Problem { get; private set; }

    /// <summary>Whether the filter moves with the clock, so that it must be compiled again as time passes.</summary>
    public bool RunsWithTime { get; private set; }

    /// <summary>The filter, without the reader's rights; null when something is wrong.</summary>
    public Filter<Ticket>? Compile(TicketCondition condition)
    {
        var filter = Read(condition, 0);
        if (Problem is null && !Narrows(condition))
        {
            Problem = new ConditionProblem("filter", "At least one condition must say what a field holds; 'not' alone would read every ticket.");
        }
        return Problem is null ? filter : null;
    }

    private static bool Narrows(TicketCondition condition) => condition switch
    {
        { All: { Count: > 0 } all } => all.Any(Narrows),
        { Any: { Count: > 0 } any } => any.All(Narrows),
        { Not: not null } => false,
        _ => true,
    };

    private Filter<Ticket> Read(TicketCondition condition, int depth)
    {
        if (depth > Deepest || ++_parts > MostParts)
        {
            return Wrong("filter", $"At most {MostParts} conditions, {Deepest} deep.");
        }
        return condition switch
        {
            { All: { } all } => new Filter<Ticket>.All([.. all.Select(part => Read(part, depth + 1))]),
            { Any: { } any } => new Filter<Ticket>.Any([.. any.Select(part => Read(part, depth + 1))]),
            { Not: { } not } => new Filter<Ticket>.Not(Read(not, depth + 1)),
            { Field: { Length: > 0 } field } => ReadField(field, condition),
            _ => Filter<Ticket>.Everything,
        };
    }

    private Filter<Ticket> ReadField(string field, TicketCondition condition)
    {
        if (field.StartsWith(FieldDefinition.TermPrefix, StringComparison.Ordinal))
        {
            return ReadCustom(field[FieldDefinition.TermPrefix.Length..], condition);
        }
        if (ConditionFields.Find(field) is not var (kind, column, values))
        {
            return Wrong(field, $"There is no such field; one of {string.Join(", ", ConditionFields.Names)}, or fields.NAME.");
        }
        if (kind is ConditionKind.Instant or ConditionKind.Number && (condition.Is ?? condition.From ?? condition.To) is not null
            || condition.OlderThan is not null || condition.YoungerThan is not null)
        {
            return ReadRange(field, kind, column, condition);
        }
        if (condition.Missing is { } missing)
        {
            var has = column is null
                ? new Filter<Ticket>.Between(Ticket.Fields.Term, FieldValue.Of($"{field}="), FieldValue.Of($"{field}>"))
                : (Filter<Ticket>)new Filter<Ticket>.Not(column.IsMissing());
            return missing ? column?.IsMissing() ?? new Filter<Ticket>.Not(has) : has;
        }
        var texts = TextsOf(condition);
        if (texts.Count == 0)
        {
            return Wrong(field, "A value is needed: is, in, from, to, missing, olderThan or youngerThan.");
        }
        if (values is not null && texts.FirstOrDefault(text => !values.Contains(text.ToLowerInvariant())) is { } unknown)
        {
            return Wrong(field, $"'{unknown}' is not one of {string.Join(", ", values)}.");
        }
        return OneOf([.. texts.Select(text => ReadValue(field, kind, column, text))]);
    }

    private Filter<Ticket> ReadValue(string field, ConditionKind kind, Field<Ticket>? column, string text) => kind switch
    {
        ConditionKind.Status => ReadStatus(text),
        ConditionKind.Agent => text == "none" ? column!.IsMissing() : column!.Is(AgentOf(text)),
        ConditionKind.AgentTerm when text == "none" => new Filter<Ticket>.Not(
            new Filter<Ticket>.Between(Ticket.Fields.Term, FieldValue.Of($"{field}="), FieldValue.Of($"{field}>"))),
        ConditionKind.AgentTerm => new Filter<Ticket>.Is(Ticket.Fields.Term, TicketTerms.Text(field, AgentOf(text))),
        ConditionKind.Term => new Filter<Ticket>.Is(Ticket.Fields.Term, TicketTerms.Text(field, text)),
        ConditionKind.Priority => column!.Is((long)Enum.Parse<Priority>(text, ignoreCase: true)),
        ConditionKind.Flag when bool.TryParse(text, out var flag) => column!.Is(flag),
        ConditionKind.Flag => Wrong(field, "true or false."),
        ConditionKind.Text => column!.Is(text),
        ConditionKind.Number when long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => column!.Is(number),
        ConditionKind.Number => Wrong(field, $"'{text}' is not a number."),
        _ => Wrong(field, "Not a value of this field."),
    };

    private string AgentOf(string text) => text == "me" ? reader.Agent.Value : text;

    private Filter<Ticket> ReadStatus(string text)
    {
        if (Enum.TryParse<TicketState>(text, ignoreCase: true, out var state) && Enum.IsDefined(state) && !char.IsAsciiDigit(text[0]))
        {
            return Ticket.Fields.State.Is(state.ToString());
        }
        return names.FindStatus(text) is { } mapped
            ? Ticket.Fields.State.Is(mapped.State.ToString()).And(Ticket.Fields.Status.Is(mapped.Name))
            : Wrong("status", $"There is no status '{text}'.");
    }

    private Filter<Ticket> ReadRange(string field, ConditionKind kind, Field<Ticket>? column, TicketCondition condition)
    {
        if (column is null || kind is not (ConditionKind.Instant or ConditionKind.Number))
        {
            return Wrong(field, "Only numbers and instants have a range.");
        }
        if (kind == ConditionKind.Number)
        {
            var (from, to, one) = (NumberOf(field, condition.From), NumberOf(field, condition.To), NumberOf(field, condition.Is));
            return one is { } number ? column.Is((long)number) : column.Between((long?)from, (long?)to);
        }
        var (after, before) = (InstantOf(field, condition.From), InstantOf(field, condition.To));
        if (condition.OlderThan is { } older)
        {
            before = Earlier(field, older);
        }
        if (condition.YoungerThan is { } younger)
        {
            after = Earlier(field, younger);
        }
        return column.Between(after, before);
    }

    private Filter<Ticket> ReadCustom(string name, TicketCondition condition)
    {
        var type = names.Fields.FirstOrDefault(field => field.Scope == FieldScope.Ticket && field.Name == name)?.Type;
        if (condition.Missing is { } missing)
        {
            return missing ? new Filter<Ticket>.Not(TicketTerms.HasField(name)) : TicketTerms.HasField(name);
        }
        if (condition.From is not null || condition.To is not null)
        {
            return TicketTerms.Between(name, BoundOf(name, condition.From, type), BoundOf(name, condition.To, type));
        }
        List<JsonElement> values = [.. condition.In ?? [], .. condition.Is is { } one ? [one] : Array.Empty<JsonElement>()];
        return values.Count == 0
            ? Wrong($"{FieldDefinition.TermPrefix}{name}", "A value is needed: is, in, from, to or missing.")
            : new Filter<Ticket>.In(Ticket.Fields.Term, [.. values.Select(value => TermOf(name, value, type)).Where(static term => !term.IsNone)]);
    }

    private static FieldValue BoundOf(string name, JsonElement? value, CustomFieldType? type) =>
        value is { } bound ? TermOf(name, bound, type) : FieldValue.None;

    private static FieldValue TermOf(string name, JsonElement value, CustomFieldType? type) =>
        type == CustomFieldType.Number && value.ValueKind == JsonValueKind.String
        && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? TicketTerms.Number(name, number)
            : TicketTerms.OfField(name, value).FirstOrDefault(FieldValue.None);

    private double? NumberOf(string field, JsonElement? value)
    {
        if (value is not { } given)
        {
            return null;
        }
        if (double.TryParse(given.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }
        Wrong(field, $"'{given}' is not a number.");
        return null;
    }

    private DateTimeOffset? InstantOf(string field, JsonElement? value)
    {
        if (value is not { } given)
        {
            return null;
        }
        if (DateTimeOffset.TryParse(given.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
        {
            return at;
        }
        Wrong(field, $"'{given}' is not an instant (ISO 8601).");
        return null;
    }

    private DateTimeOffset? Earlier(string field, string duration)
    {
        RunsWithTime = true;
        if (Durations.Read(duration) is { } span)
        {
            return now - span;
        }
        Wrong(field, $"'{duration}' is not a length of time such as 30m, 4h, 2d or PT4H.");
        return null;
    }

    private static List<string> TextsOf(TicketCondition condition) =>
        [.. (condition.In ?? []).Concat(condition.Is is { } one ? [one] : []).Select(static value => value.ValueKind switch
        {
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => value.ToString(),
        }).Where(static text => text.Length > 0)];

    /// <summary>Filters on one field as a single question, so that one index serves them.</summary>
    private static Filter<Ticket> OneOf(IReadOnlyList<Filter<Ticket>> parts) =>
        parts.All(static part => part is Filter<Ticket>.Is) && parts.Cast<Filter<Ticket>.Is>().DistinctBy(static part => part.Field).Count() == 1
            ? new Filter<Ticket>.In(((Filter<Ticket>.Is)parts[0]).Field, [.. parts.Cast<Filter<Ticket>.Is>().Select(static part => part.Value)])
            : parts.Count == 1 ? parts[0] : new Filter<Ticket>.Any(parts);

    private Filter<Ticket> Wrong(string field, string text)
    {
        Problem ??= new ConditionProblem(field, text);
        return Filter<Ticket>.Everything;
    }
}
