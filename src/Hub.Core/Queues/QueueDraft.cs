using Hub.Core.Agents;
using Hub.Core.Settings;
using Hub.Core.Tickets;

namespace Hub.Core.Queues;

/// <summary>A queue as it is written by administrators.</summary>
public sealed record QueueDraft
{
    private const int LongestName = 100;

    /// <summary>Name within its parent.</summary>
    public string Name { get; init; } = "";

    /// <summary>The queue above, or null.</summary>
    public QueueId? Parent { get; init; }

    /// <summary>How it behaves.</summary>
    public QueueSettings Settings { get; init; } = new();

    /// <summary>The queue as it is.</summary>
    public static QueueDraft Of(Queue queue) => new()
    {
        Name = queue.Name,
        Parent = queue.Parent,
        Settings = new QueueSettings { FollowUp = queue.FollowUp, FollowUpDays = queue.FollowUpDays, DefaultPriority = queue.DefaultPriority, NeedsApproval = queue.NeedsApproval },
    };

    /// <summary>The queue with the draft's values, or what is wrong with them.</summary>
    internal SettingOutcome<Queue> ApplyTo(Queue queue, DirectorySnapshot names)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName || Name.Contains("::", StringComparison.Ordinal))
        {
            return new SettingOutcome<Queue>.Invalid("name", $"A queue needs a name of at most {LongestName} characters without '::'.");
        }
        if (Settings.FollowUpDays is < 1 or > 3650)
        {
            return new SettingOutcome<Queue>.Invalid("settings.followUpDays", "Between 1 and 3650 days.");
        }
        if (Parent is { } parent && !names.Queues.ContainsKey(parent))
        {
            return new SettingOutcome<Queue>.Invalid("parent", "There is no such queue.");
        }
        if (Parent is { } above && names.Tree.Upwards(above).Any(found => found.Id == queue.Id))
        {
            return new SettingOutcome<Queue>.Invalid("parent", "That queue lies below this one.");
        }
        return new SettingOutcome<Queue>.Done(queue with
        {
            Name = Name.Trim(),
            Parent = Parent,
            FollowUp = Settings.FollowUp,
            FollowUpDays = Settings.FollowUpDays,
            DefaultPriority = Settings.DefaultPriority,
            NeedsApproval = Settings.NeedsApproval,
        });
    }
}

/// <summary>How a queue behaves.</summary>
public sealed record QueueSettings
{
    /// <summary>What happens with a message to a closed ticket.</summary>
    public FollowUpPolicy FollowUp { get; init; } = FollowUpPolicy.Reopen;

    /// <summary>See <see cref="Queue.FollowUpDays"/>.</summary>
    public int FollowUpDays { get; init; } = 14;

    /// <summary>Priority of new tickets.</summary>
    public Priority DefaultPriority { get; init; } = Priority.Normal;

    /// <summary>See <see cref="Queue.NeedsApproval"/>.</summary>
    public bool NeedsApproval { get; init; }
}
