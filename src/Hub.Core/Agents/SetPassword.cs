using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Agents;

/// <summary>How setting a password ended.</summary>
public abstract record SetPasswordOutcome
{
    private SetPasswordOutcome()
    {
    }

    /// <summary>Stored; every older session has ended.</summary>
    public sealed record Done(Agent Agent) : SetPasswordOutcome;

    /// <summary>The link was used, ran out, or never was.</summary>
    public sealed record LinkGone : SetPasswordOutcome;

    /// <summary>The current password is wrong.</summary>
    public sealed record WrongPassword : SetPasswordOutcome;

    /// <summary>The new password cannot be used.</summary>
    public sealed record Weak(string Text) : SetPasswordOutcome;
}

/// <summary>Sets a password: by a link of single use, or by knowing the current one.</summary>
public sealed class SetPassword(IHubStore store, IPasswords passwords, HubDirectory directory, TimeProvider clock)
{
    /// <summary>The agent a link belongs to, or null when it is gone.</summary>
    public async ValueTask<Agent?> FindAsync(string secret, CancellationToken ct) =>
        await ReadAsync(secret, ct) is { Agent: var agent } ? agent : null;

    /// <summary>Uses the link up.</summary>
    public async ValueTask<SetPasswordOutcome> ByLinkAsync(string secret, string password, CancellationToken ct)
    {
        if (await ReadAsync(secret, ct) is not { Agent: var agent, Link: var link })
        {
            return new SetPasswordOutcome.LinkGone();
        }
        if (PasswordRules.Check(password, agent.Email) is { } problem)
        {
            return new SetPasswordOutcome.Weak(problem);
        }
        var next = With(agent, password);
        // Of two uses at the same instant one deletes the link; the other's commit finds it gone.
        return await store.CommitAsync(new ChangeSet().Delete(link).Replace(agent, next), ct) is CommitOutcome.Committed
            ? await DoneAsync(next, ct)
            : new SetPasswordOutcome.LinkGone();
    }

    /// <summary>Changes the password of somebody signed in.</summary>
    public async ValueTask<SetPasswordOutcome> ByCurrentAsync(AgentId id, string current, string password, CancellationToken ct)
    {
        if (await store.FindAsync(id, ct) is not { IsActive: true } agent
            || passwords.Verify(agent.PasswordHash, current) == PasswordVerdict.Wrong)
        {
            return new SetPasswordOutcome.WrongPassword();
        }
        if (PasswordRules.Check(password, agent.Email) is { } problem)
        {
            return new SetPasswordOutcome.Weak(problem);
        }
        var next = With(agent, password);
        return await store.CommitAsync(new ChangeSet().Replace(agent, next), ct) is CommitOutcome.Committed
            ? await DoneAsync(next, ct)
            : new SetPasswordOutcome.WrongPassword();
    }

    private Agent With(Agent agent, string password) => agent with
    {
        PasswordHash = passwords.Hash(password),
        SecurityStamp = SecurityStamps.New(),
        FailedSignIns = 0,
        LockedOutUntil = null,
    };

    private async ValueTask<SetPasswordOutcome> DoneAsync(Agent agent, CancellationToken ct)
    {
        await directory.AnnounceAgentAsync(agent.Id, ct);
        return new SetPasswordOutcome.Done(agent);
    }

    private async ValueTask<(Agent Agent, SignInLink Link)?> ReadAsync(string secret, CancellationToken ct)
    {
        if (await store.ResolveAsync(SignInLink.KeyOf(ApiToken.HashOf(secret)), ct) is not { } holder
            || await store.FindAsync(new DocId<SignInLink>(holder.Key), ct) is not { } link
            || link.ExpiresAt <= clock.GetUtcNow())
        {
            return null;
        }
        return await store.FindAsync(link.Agent, ct) is { IsActive: true } agent && agent.SecurityStamp == link.SecurityStamp
            ? (agent, link)
            : null;
    }
}
