using Hub.Agent.Blazor.Settings;

namespace Hub.Agent.Blazor.Texts;

/// <summary>What a view asks of tickets.</summary>
public sealed record ConditionTexts
{
    public required string Title { get; init; }
    public required string Add { get; init; }
    public required string Remove { get; init; }
    public required string Field { get; init; }
    public required string Verb { get; init; }
    public required string Values { get; init; }
    public required string ValuesHint { get; init; }
    public required string Span { get; init; }
    public required string SpanHint { get; init; }
    public required string From { get; init; }
    public required string Before { get; init; }
    public required string Choose { get; init; }
    public required string Me { get; init; }
    public required string Yes { get; init; }
    public required string No { get; init; }
    /// <summary>{0} = count.</summary>
    public required string Kept { get; init; }
    /// <summary>{0} = field.</summary>
    public required string SaysNothing { get; init; }
    public required string MatchAny { get; init; }
    public required IReadOnlyDictionary<ConditionVerb, string> Verbs { get; init; }

    public static ConditionTexts English { get; } = new()
    {
        Title = "Conditions",
        Add = "Add condition",
        Remove = "Remove",
        Field = "Field",
        Verb = "Comparison",
        Values = "Values",
        ValuesHint = "Several with commas",
        Span = "How long",
        SpanHint = "30m, 4h or 2d",
        From = "From",
        Before = "Before",
        Choose = "Choose …",
        Me = "Me",
        Yes = "Yes",
        No = "No",
        Kept = "Further conditions, made through the API: {0}. They stay as they are.",
        SaysNothing = "The condition on “{0}” says nothing yet.",
        MatchAny = "Any condition suffices",
        Verbs = new Dictionary<ConditionVerb, string>
        {
            [ConditionVerb.Is] = "is",
            [ConditionVerb.IsNot] = "is not",
            [ConditionVerb.Between] = "lies in",
            [ConditionVerb.OlderThan] = "longer ago than",
            [ConditionVerb.YoungerThan] = "within the last",
            [ConditionVerb.Present] = "has a value",
            [ConditionVerb.Missing] = "has no value",
        },
    };

    public static ConditionTexts German { get; } = new()
    {
        Title = "Bedingungen",
        Add = "Bedingung hinzufügen",
        Remove = "Entfernen",
        Field = "Feld",
        Verb = "Vergleich",
        Values = "Werte",
        ValuesHint = "Mehrere mit Komma",
        Span = "Wie lange",
        SpanHint = "30m, 4h oder 2d",
        From = "Ab",
        Before = "Vor",
        Choose = "Wählen …",
        Me = "Ich",
        Yes = "Ja",
        No = "Nein",
        Kept = "Weitere Bedingungen, über die API angelegt: {0}. Sie bleiben, wie sie sind.",
        SaysNothing = "Die Bedingung zu „{0}“ sagt noch nichts aus.",
        MatchAny = "Eine Bedingung genügt",
        Verbs = new Dictionary<ConditionVerb, string>
        {
            [ConditionVerb.Is] = "ist",
            [ConditionVerb.IsNot] = "ist nicht",
            [ConditionVerb.Between] = "liegt in",
            [ConditionVerb.OlderThan] = "länger her als",
            [ConditionVerb.YoungerThan] = "innerhalb der letzten",
            [ConditionVerb.Present] = "hat einen Wert",
            [ConditionVerb.Missing] = "hat keinen Wert",
        },
    };
}
