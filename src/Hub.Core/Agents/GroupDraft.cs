using Hub.Core.Settings;

namespace Hub.Core.Agents;

/// <summary>A group as administrators write it.</summary>
public sealed record GroupDraft
{
    private const int LongestName = 100;
    private const int MostMembers = 5000;

    /// <summary>Unique.</summary>
    public string Name { get; init; } = "";

    /// <summary>Roles of every member; null for none.</summary>
    public IReadOnlyList<RoleId>? Roles { get; init; } = [];

    /// <summary>Who belongs to it; null for nobody.</summary>
    public IReadOnlyList<AgentId>? Members { get; init; } = [];

    /// <summary>The group as it is.</summary>
    public static GroupDraft Of(Group group, DirectorySnapshot names) => new()
    {
        Name = group.Name,
        Roles = [.. group.Roles.Where(names.Roles.ContainsKey)],
        Members = group.Members,
    };

    /// <summary>The group with the draft's values, or what is wrong with them.</summary>
    internal SettingOutcome<Group> ApplyTo(Group group, DirectorySnapshot names)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName)
        {
            return new SettingOutcome<Group>.Invalid("name", $"A group needs a name of at most {LongestName} characters.");
        }
        if (Roles?.FirstOrDefault(role => !names.Roles.ContainsKey(role)) is { Value: not null } unknown)
        {
            return new SettingOutcome<Group>.Invalid("roles", $"There is no role '{unknown}'.");
        }
        if (Members?.Count > MostMembers)
        {
            return new SettingOutcome<Group>.Invalid("members", $"At most {MostMembers} members.");
        }
        return new SettingOutcome<Group>.Done(group with
        {
            Name = Name.Trim(),
            Roles = [.. (Roles ?? []).Distinct()],
            Members = [.. (Members ?? []).Distinct()],
        });
    }
}
