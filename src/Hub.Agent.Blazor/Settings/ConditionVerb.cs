namespace Hub.Agent.Blazor.Settings;

/// <summary>What a condition says of its field.</summary>
public enum ConditionVerb
{
    /// <summary>It is one of some values.</summary>
    Is,
    /// <summary>It is none of them.</summary>
    IsNot,
    /// <summary>It lies in a range, open on one side at most.</summary>
    Between,
    /// <summary>It lies further back than a length of time.</summary>
    OlderThan,
    /// <summary>It does not lie further back.</summary>
    YoungerThan,
    /// <summary>It has a value.</summary>
    Present,
    /// <summary>It has none.</summary>
    Missing,
}
