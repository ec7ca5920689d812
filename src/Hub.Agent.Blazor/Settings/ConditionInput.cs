using Hub.Agent.Blazor.State;
using Hub.Core.CustomFields;
using Hub.Core.Inboxes;
using Hub.Core.Queues;
using Hub.Core.Tickets;
using Hub.Core.Tickets.Conditions;

namespace Hub.Agent.Blazor.Settings;

/// <summary>How a condition on a field is asked for.</summary>
/// <param name="Verbs">What can be said of it, the usual first.</param>
/// <param name="Choices">Its values with what people read; null when they are written.</param>
/// <param name="Kind">HTML's type of the input for an end of a range.</param>
public sealed record ConditionInput(IReadOnlyList<ConditionVerb> Verbs, IReadOnlyList<(string Id, string Name)>? Choices, string Kind = "text")
{
    private static readonly ConditionVerb[] Known = [ConditionVerb.Is, ConditionVerb.IsNot];
    private static readonly ConditionVerb[] Optional = [ConditionVerb.Is, ConditionVerb.IsNot, ConditionVerb.Present, ConditionVerb.Missing];
    private static readonly ConditionVerb[] Measured = [ConditionVerb.Between, ConditionVerb.Is, ConditionVerb.IsNot, ConditionVerb.Present, ConditionVerb.Missing];
    private static readonly ConditionVerb[] Happened = [ConditionVerb.OlderThan, ConditionVerb.YoungerThan, ConditionVerb.Between];

    /// <summary>The fields to choose from, custom ones behind the others. <c>state</c> asks the same as <c>status</c>.</summary>
    public static IEnumerable<string> FieldsOf(ConsoleSession session) => ConditionFields.Names.Where(static name => name != "state")
        .Concat(session.Directory.Fields.Where(static field => field.Scope == FieldScope.Ticket).Select(static field => FieldDefinition.TermPrefix + field.Name));

    public static ConditionInput Of(string field, ConsoleSession session)
    {
        var texts = session.Texts;
        if (session.Directory.Fields.FirstOrDefault(defined => defined.Scope == FieldScope.Ticket && field == FieldDefinition.TermPrefix + defined.Name) is { } custom)
        {
            return OfCustom(custom, session);
        }
        return field switch
        {
            "status" or "state" => new ConditionInput(Known, [.. session.Directory.AllStatuses.Select(status => (status.Name, texts.Words.Status(status.Name, status.State)))]),
            "queue" => new ConditionInput(Known, [.. session.Directory.Tree.TopDown.Where(queue => session.Access.May(Right.Read, queue.Id)).Select(queue => (queue.Id.Value, session.PathOf(queue.Id)))]),
            "assignee" or "responsible" => new ConditionInput(Known, [("me", texts.Conditions.Me), ("none", texts.Context.Nobody), .. session.Directory.Agents.Values
                .Where(static agent => agent.IsActive).OrderBy(static agent => agent.Name, StringComparer.CurrentCultureIgnoreCase).Select(static agent => (agent.Id.Value, agent.Name))]),
            "priority" => new ConditionInput(Known, NamesOf<Priority>(priority => texts.Words.Priorities[priority])),
            "urgency" or "impact" => new ConditionInput(Optional, NamesOf<Grade>(grade => texts.Views.Grades[grade])),
            "channel" => new ConditionInput(Known, NamesOf<ChannelKind>(channel => texts.Words.Channels[channel])),
            "active" or "locked" => new ConditionInput([ConditionVerb.Is], YesNo(session)),
            "number" => new ConditionInput([ConditionVerb.Is, ConditionVerb.Between], null, "number"),
            "tag" => new ConditionInput(Optional, null),
            "waitingSince" or "pendingUntil" => new ConditionInput([.. Happened, ConditionVerb.Present, ConditionVerb.Missing], null, "date"),
            _ when ConditionFields.IsInstant(field) => new ConditionInput(Happened, null, "date"),
            _ => new ConditionInput(Known, null),
        };
    }

    private static ConditionInput OfCustom(FieldDefinition field, ConsoleSession session) => field.Type switch
    {
        CustomFieldType.Choice or CustomFieldType.MultiChoice => new ConditionInput(Optional, [.. field.Choices.Select(static choice => (choice, choice))]),
        CustomFieldType.Checkbox => new ConditionInput([ConditionVerb.Is], YesNo(session)),
        CustomFieldType.Number => new ConditionInput(Measured, null, "number"),
        CustomFieldType.Date => new ConditionInput(Measured, null, "date"),
        _ => new ConditionInput(Optional, null),
    };

    private static (string Id, string Name)[] YesNo(ConsoleSession session) => [("true", session.Texts.Conditions.Yes), ("false", session.Texts.Conditions.No)];

    private static (string Id, string Name)[] NamesOf<T>(Func<T, string> wordOf) where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(value => (value.ToString().ToLowerInvariant(), wordOf(value)))];
}
