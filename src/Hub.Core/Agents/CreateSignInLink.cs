using Hub.Core.Ports;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.Agents;

/// <summary>A link just made; the secret stands in the link and nowhere else.</summary>
public sealed record NewSignInLink(SignInLink Link, string Secret);

/// <summary>Makes a single-use link by which an agent sets its password.</summary>
public sealed class CreateSignInLink(IHubStore store, TimeProvider clock)
{
    /// <summary>How long an invitation may be taken.</summary>
    public static readonly TimeSpan InvitationLife = TimeSpan.FromHours(72);

    /// <summary>How long a reset may be taken.</summary>
    public static readonly TimeSpan ResetLife = TimeSpan.FromHours(1);

    /// <summary>Administrators only: an invitation for an agent that has no password yet, else a reset.</summary>
    public async ValueTask<SettingOutcome<NewSignInLink>> HandleAsync(AgentId id, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator)
        {
            return new SettingOutcome<NewSignInLink>.Forbidden();
        }
        return await store.FindAsync(id, ct) is { IsActive: true } agent
            ? new SettingOutcome<NewSignInLink>.Done(await MakeAsync(agent, ct))
            : new SettingOutcome<NewSignInLink>.NotFound();
    }

    /// <summary>The same without asking for rights, for an agent that asked itself.</summary>
    public async ValueTask<NewSignInLink> MakeAsync(Agent agent, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var secret = SecurityStamps.NewSecret();
        var link = new SignInLink
        {
            Id = DocId<SignInLink>.New(now),
            Agent = agent.Id,
            Hash = ApiToken.HashOf(secret),
            ExpiresAt = now + (agent.PasswordHash is null ? InvitationLife : ResetLife),
            SecurityStamp = agent.SecurityStamp,
        };
        await store.CommitAsync(new ChangeSet().Insert(link), ct);
        return new NewSignInLink(link, secret);
    }
}
