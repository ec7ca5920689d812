using Hub.Core.Ports;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.Agents;

/// <summary>A token just made; the text is shown once.</summary>
public sealed record NewToken(ApiToken Token, string Secret);

/// <summary>Makes a bearer token that acts as an agent.</summary>
public sealed class CreateToken(IHubStore store, TimeProvider clock)
{
    private const int LongestName = 100;

    /// <summary>Administrators for anybody, everybody for themselves.</summary>
    public ValueTask<SettingOutcome<NewToken>> HandleAsync(
        AgentId agent, string name, DateTimeOffset? expiresAt, AgentAccess by, CancellationToken ct) =>
        by.IsAdministrator || by.Agent == agent
            ? MakeAsync(agent, name, expiresAt, ct)
            : ValueTask.FromResult<SettingOutcome<NewToken>>(new SettingOutcome<NewToken>.Forbidden());

    /// <summary>The same by whoever runs the installation.</summary>
    public async ValueTask<SettingOutcome<NewToken>> MakeAsync(AgentId agent, string name, DateTimeOffset? expiresAt, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName)
        {
            return new SettingOutcome<NewToken>.Invalid("name", $"A token needs a name of at most {LongestName} characters.");
        }
        if (expiresAt <= now)
        {
            return new SettingOutcome<NewToken>.Invalid("expiresAt", "The end lies in the past.");
        }
        if (await store.FindAsync(agent, ct) is not { IsActive: true } owner)
        {
            return new SettingOutcome<NewToken>.NotFound();
        }
        var secret = $"hub_{SecurityStamps.NewSecret()}";
        var token = new ApiToken
        {
            Id = DocId<ApiToken>.New(now),
            Agent = owner.Id,
            Name = name.Trim(),
            Hash = ApiToken.HashOf(secret),
            ExpiresAt = expiresAt,
            CreatedAt = now,
        };
        await store.CommitAsync(new ChangeSet().Insert(token), ct);
        return new SettingOutcome<NewToken>.Done(new NewToken(token, secret));
    }
}
