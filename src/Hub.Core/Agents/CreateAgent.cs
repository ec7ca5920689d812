using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.Agents;

/// <summary>Adds an agent. Without a password it cannot sign in until it takes an invitation (<see cref="CreateSignInLink"/>).</summary>
public sealed class CreateAgent(
    SettingsWriter writer, IHubStore store, HubDirectory directory, GiveQueueRoles queueRoles, IPasswords passwords, TimeProvider clock)
{
    internal static readonly SettingOutcome<Agent> EmailTaken =
        new SettingOutcome<Agent>.Taken("email", "Another agent has that address.");

    /// <summary>Administrators only.</summary>
    public ValueTask<SettingOutcome<Agent>> HandleAsync(AgentDraft draft, string? password, AgentAccess by, CancellationToken ct) =>
        by.IsAdministrator
            ? MakeAsync(draft, password, ct)
            : ValueTask.FromResult<SettingOutcome<Agent>>(new SettingOutcome<Agent>.Forbidden());

    /// <summary>The same by whoever runs the installation.</summary>
    public async ValueTask<SettingOutcome<Agent>> MakeAsync(AgentDraft draft, string? password, CancellationToken ct)
    {
        if (password is not null && PasswordRules.Check(password, draft.Email) is { } problem)
        {
            return new SettingOutcome<Agent>.Invalid("password", problem);
        }
        var now = clock.GetUtcNow();
        var blank = new Agent { Id = AgentId.New(now), Name = "", Email = "", SecurityStamp = SecurityStamps.New(), CreatedAt = now };
        var decision = draft.ApplyTo(blank, directory.Current);
        if (decision is not SettingOutcome<Agent>.Done { Value: var agent })
        {
            return decision;
        }
        var hashed = agent with { PasswordHash = password is null ? null : passwords.Hash(password) };
        var outcome = await writer.InsertAsync(hashed, EmailTaken, ct,
            (made, changes) => GroupMembers.PlaceAsync(store, directory.Current, made, draft.Groups ?? [], changes, ct));
        var placed = await queueRoles.PlaceAsync(outcome, ct);
        await directory.AnnounceAgentAsync(agent.Id, ct);
        return placed;
    }
}
