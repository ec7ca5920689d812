using Hub.Core.Settings;

namespace Hub.Core.Agents;

/// <summary>A role as administrators write it.</summary>
public sealed record RoleDraft
{
    private const int LongestName = 100;
    private const int MostRules = 1000;

    /// <summary>Unique.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it gives and takes.</summary>
    public IReadOnlyList<RoleRule> Rights { get; init; } = [];

    /// <summary>The role as it is.</summary>
    public static RoleDraft Of(Role role) => new() { Name = role.Name, Rights = role.Rights };

    /// <summary>The role with the draft's values, or what is wrong with them.</summary>
    internal SettingOutcome<Role> ApplyTo(Role role, DirectorySnapshot names)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName)
        {
            return new SettingOutcome<Role>.Invalid("name", $"A role needs a name of at most {LongestName} characters.");
        }
        if (Rights.Count > MostRules)
        {
            return new SettingOutcome<Role>.Invalid("rights", $"At most {MostRules} rules.");
        }
        for (var i = 0; i < Rights.Count; i++)
        {
            if (Rights[i].Queue is { } queue && !names.Queues.ContainsKey(queue))
            {
                return new SettingOutcome<Role>.Invalid($"rights[{i}].queue", $"There is no queue '{queue}'.");
            }
        }
        return new SettingOutcome<Role>.Done(role with { Name = Name.Trim(), Rights = [.. Rights.Select(Tidy)] });
    }

    private static RoleRule Tidy(RoleRule rule) => rule with
    {
        // Above all queues there is nothing but their trees.
        Subtree = rule.Subtree || rule.Queue is null,
        Allow = [.. rule.Allow.Distinct().Order()],
        Deny = [.. rule.Deny.Distinct().Order()],
    };
}
