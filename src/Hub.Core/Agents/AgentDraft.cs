using System.Net.Mail;
using System.Text.Json.Serialization;
using Hub.Core.Settings;

namespace Hub.Core.Agents;

/// <summary>An agent as administrators write it.</summary>
public sealed record AgentDraft
{
    private const int LongestName = 100;

    /// <summary>Shown to colleagues and customers.</summary>
    public string Name { get; init; } = "";

    /// <summary>Sign-in name.</summary>
    public string Email { get; init; } = "";

    /// <summary><c>de</c>, <c>en</c> or null for the browser's.</summary>
    public string? Language { get; init; }

    /// <summary>May configure everything and sees every queue.</summary>
    [JsonPropertyName("administrator")]
    public bool IsAdministrator { get; init; }

    /// <summary>Roles of its own; null with no groups leaves a new agent to work in all queues.</summary>
    public IReadOnlyList<RoleId>? Roles { get; init; }

    /// <summary>Groups it belongs to; null for none.</summary>
    public IReadOnlyList<GroupId>? Groups { get; init; }

    /// <summary>Short for a role of its own that gives all work in just these queues; null for nothing of the kind.</summary>
    public IReadOnlyList<QueueId>? Queues { get; init; }

    /// <summary>False keeps the agent out.</summary>
    [JsonPropertyName("active")]
    public bool IsActive { get; init; } = true;

    /// <summary>The agent as it is.</summary>
    public static AgentDraft Of(Agent agent, DirectorySnapshot names) => new()
    {
        Name = agent.Name,
        Email = agent.Email,
        Language = agent.Language,
        IsAdministrator = agent.IsAdministrator,
        Roles = agent.Roles is { } roles ? [.. roles.Where(names.Roles.ContainsKey)] : null,
        Groups = names.GroupsOf(agent.Id).Select(static group => group.Id).ToList() is { Count: > 0 } groups ? groups : null,
        Queues = agent.Queues,
        IsActive = agent.IsActive,
    };

    /// <summary>The agent with the draft's values, or what is wrong with them. Another address and losing or gaining the whole
    /// installation end its sessions; other roles act on them as they are.</summary>
    internal SettingOutcome<Agent> ApplyTo(Agent agent, DirectorySnapshot names)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName)
        {
            return new SettingOutcome<Agent>.Invalid("name", $"An agent needs a name of at most {LongestName} characters.");
        }
        if (!MailAddress.TryCreate(Email.Trim(), out var address))
        {
            return new SettingOutcome<Agent>.Invalid("email", "An e-mail address is needed.");
        }
        if (Language is not (null or "de" or "en"))
        {
            return new SettingOutcome<Agent>.Invalid("language", "One of de, en.");
        }
        if (Roles?.FirstOrDefault(role => !names.Roles.ContainsKey(role)) is { Value: not null } unknown)
        {
            return new SettingOutcome<Agent>.Invalid("roles", $"There is no role '{unknown}'.");
        }
        if (Queues is not null && Roles is not null && !(agent.Roles is { } own && Roles.SequenceEqual(own)))
        {
            return new SettingOutcome<Agent>.Invalid("queues", "Either roles or queues, not both.");
        }
        if (Queues?.Any(queue => !names.Queues.ContainsKey(queue)) == true)
        {
            return new SettingOutcome<Agent>.Invalid("queues", "There is no such queue.");
        }
        var losesAdministrator = agent is { IsAdministrator: true, IsActive: true } && !(IsAdministrator && IsActive);
        if (losesAdministrator && !names.Agents.Values.Any(other => other is { IsAdministrator: true, IsActive: true } && other.Id != agent.Id))
        {
            return new SettingOutcome<Agent>.Invalid("administrator", "The last administrator stays one.");
        }
        var keepsSessions = agent.Email == address.Address && agent.IsActive == IsActive && agent.IsAdministrator == IsAdministrator;
        return new SettingOutcome<Agent>.Done(agent with
        {
            Name = Name.Trim(),
            Email = address.Address,
            Language = Language,
            IsAdministrator = IsAdministrator,
            // Whoever had roles and is given none has none: only an agent who never was given any works in all queues.
            Roles = Queues is not null ? [] : Roles is null ? agent.Roles is null && Groups is null ? null : [] : SameOr(agent.Roles, [.. Roles.Distinct()]),
            Queues = Queues is null ? null : SameOr(agent.Queues, [.. Queues.Distinct()]),
            IsActive = IsActive,
            SecurityStamp = keepsSessions ? agent.SecurityStamp : SecurityStamps.New(),
        });
    }

    private static IReadOnlyList<T> SameOr<T>(IReadOnlyList<T>? before, List<T> after) =>
        before is not null && before.SequenceEqual(after) ? before : after;
}
