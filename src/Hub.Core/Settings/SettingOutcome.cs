namespace Hub.Core.Settings;

/// <summary>How a change to the configuration (queues, inboxes, agents, contacts, texts) ended.</summary>
/// <typeparam name="T">What was changed.</typeparam>
public abstract record SettingOutcome<T>
{
    private SettingOutcome()
    {
    }

    /// <summary>Stored; for a deletion, what was deleted.</summary>
    public sealed record Done(T Value) : SettingOutcome<T>;

    /// <summary>Not there.</summary>
    public sealed record NotFound : SettingOutcome<T>;

    /// <summary>Only administrators may do that.</summary>
    public sealed record Forbidden : SettingOutcome<T>;

    /// <summary>A value is wrong.</summary>
    public sealed record Invalid(string Field, string Text) : SettingOutcome<T>;

    /// <summary>Another one has that name, address or shortcut.</summary>
    public sealed record Taken(string Field, string Text) : SettingOutcome<T>;

    /// <summary>Something still depends on it.</summary>
    public sealed record InUse(string Text) : SettingOutcome<T>;
}
