using Hub.Core.Ports;
using Hub.Core.Settings;

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
        Settings = QueueSettings.Of(queue),
    };

    /// <summary>The queue with the draft's values, or what is wrong with them; its place is checked by <see cref="QueuePlace"/>.</summary>
    internal SettingOutcome<Queue> ApplyTo(Queue queue, ITextTemplates templates)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName || Name.Contains("::", StringComparison.Ordinal))
        {
            return new SettingOutcome<Queue>.Invalid("name", $"A queue needs a name of at most {LongestName} characters without '::'.");
        }
        if (Settings is null)
        {
            return new SettingOutcome<Queue>.Invalid("settings", "Settings are an object.");
        }
        if (Settings.Problem(templates) is var (field, text))
        {
            return new SettingOutcome<Queue>.Invalid(field, text);
        }
        return new SettingOutcome<Queue>.Done(Settings.ApplyTo(queue with { Name = Name.Trim(), Parent = Parent }));
    }
}
