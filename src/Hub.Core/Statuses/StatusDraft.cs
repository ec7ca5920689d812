using Hub.Core.Settings;
using Hub.Core.Tickets;

namespace Hub.Core.Statuses;

/// <summary>A status as it is written.</summary>
public sealed record StatusDraft
{
    /// <summary>As shown.</summary>
    public string Name { get; init; } = "";

    /// <summary>The base state it maps to.</summary>
    public TicketState? State { get; init; }

    /// <summary>For pending ones: whether the ticket opens again by itself.</summary>
    public bool Returns { get; init; } = true;

    /// <summary>The status as it is.</summary>
    public static StatusDraft Of(Status status) => new() { Name = status.Name, State = status.State, Returns = status.Returns };

    /// <summary>The status with the draft's values, or what is wrong with them.</summary>
    internal SettingOutcome<Status> ApplyTo(Status status)
    {
        var name = string.Join(' ', Name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (name.Length is 0 or > 60)
        {
            return new SettingOutcome<Status>.Invalid("name", "A status has a name of 1 to 60 characters.");
        }
        if (Enum.GetNames<TicketState>().Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return new SettingOutcome<Status>.Taken("name", "That is the name of a base state.");
        }
        return State is null or TicketState.Merged
            ? new SettingOutcome<Status>.Invalid("state", "new, open, pending or closed.")
            : new SettingOutcome<Status>.Done(status with { Name = name, State = State.Value, Returns = Returns });
    }
}
