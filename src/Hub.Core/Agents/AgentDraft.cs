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

    /// <summary>Queues the agent may read and answer; null for all.</summary>
    public IReadOnlyList<QueueId>? Queues { get; init; }

    /// <summary>False keeps the agent out.</summary>
    [JsonPropertyName("active")]
    public bool IsActive { get; init; } = true;

    /// <summary>The agent as it is.</summary>
    public static AgentDraft Of(Agent agent) => new()
    {
        Name = agent.Name,
        Email = agent.Email,
        Language = agent.Language,
        IsAdministrator = agent.IsAdministrator,
        Queues = agent.Queues,
        IsActive = agent.IsActive,
    };

    /// <summary>The agent with the draft's values, or what is wrong with them. Other rights or another address end its sessions.</summary>
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
        if (Queues?.Any(queue => !names.Queues.ContainsKey(queue)) == true)
        {
            return new SettingOutcome<Agent>.Invalid("queues", "There is no such queue.");
        }
        var losesAdministrator = agent is { IsAdministrator: true, IsActive: true } && !(IsAdministrator && IsActive);
        if (losesAdministrator && !names.Agents.Values.Any(other => other is { IsAdministrator: true, IsActive: true } && other.Id != agent.Id))
        {
            return new SettingOutcome<Agent>.Invalid("administrator", "The last administrator stays one.");
        }
        var queues = Queues?.Distinct().ToList();
        var keepsAccess = agent.Email == address.Address && agent.IsActive == IsActive && agent.IsAdministrator == IsAdministrator
            && (agent.Queues is null ? queues is null : queues is not null && agent.Queues.SequenceEqual(queues));
        return new SettingOutcome<Agent>.Done(agent with
        {
            Name = Name.Trim(),
            Email = address.Address,
            Language = Language,
            IsAdministrator = IsAdministrator,
            Queues = keepsAccess ? agent.Queues : queues,
            IsActive = IsActive,
            SecurityStamp = keepsAccess ? agent.SecurityStamp : SecurityStamps.New(),
        });
    }
}
