using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Agents;

/// <summary>How a sign-in ended.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    /// <summary>The right password of an active agent.</summary>
    public sealed record Done(Agent Agent) : SignInOutcome;

    /// <summary>Wrong, unknown or inactive: the answer is the same.</summary>
    public sealed record Refused : SignInOutcome;

    /// <summary>Too many failures from this address or for this account.</summary>
    public sealed record Throttled(TimeSpan RetryAfter) : SignInOutcome;
}

/// <summary>Checks a password. Unknown accounts are counted, throttled and timed as known ones are.</summary>
public sealed class SignIn(IHubStore store, IPasswords passwords, IRateLimiter limiter, TimeProvider clock)
{
    private static readonly RateLimit PerAddress = new(5, TimeSpan.FromMinutes(5));
    private static readonly RateLimit PerAccount = new(10, TimeSpan.FromMinutes(15));

    /// <summary>Failures in a row after which the account waits, kept with the account so that a restart does not forget them.</summary>
    private const int MostFailures = 10;

    /// <summary>Handles an attempt; only failures count against the limits.</summary>
    /// <param name="email">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="origin">Where the attempt comes from; hashed before it is kept anywhere.</param>
    /// <param name="ct">Cancels the attempt.</param>
    public async ValueTask<SignInOutcome> HandleAsync(string email, string password, string origin, CancellationToken ct)
    {
        var account = FieldValue.Fold(email.Trim());
        string[] keys = [$"sign-in-from:{ApiToken.HashOf(origin)}", $"sign-in-as:{ApiToken.HashOf(account)}"];
        RateLimit[] limits = [PerAddress, PerAccount];
        for (var i = 0; i < keys.Length; i++)
        {
            if (await limiter.TakeAsync(keys[i], limits[i], ct) is { IsAllowed: false } verdict)
            {
                return new SignInOutcome.Throttled(verdict.RetryAfter);
            }
        }
        var agent = await FindAsync(account, ct);
        var now = clock.GetUtcNow();
        if (agent?.LockedOutUntil is { } until && until > now)
        {
            return new SignInOutcome.Throttled(until - now);
        }
        var tooLong = password.Length > PasswordRules.Longest;
        var answer = passwords.Verify(agent?.PasswordHash, tooLong ? "" : password);
        if (agent is null || !agent.IsActive || tooLong || answer == PasswordVerdict.Wrong)
        {
            await CountFailureAsync(agent, now, ct);
            return new SignInOutcome.Refused();
        }
        foreach (var key in keys)
        {
            await limiter.GiveBackAsync(key, ct);
        }
        return new SignInOutcome.Done(await ForgiveAsync(agent, password, answer, ct));
    }

    private async ValueTask<Agent?> FindAsync(string account, CancellationToken ct) =>
        await store.ResolveAsync(Agent.EmailKey(account), ct) is { } holder
            ? await store.FindAsync(new AgentId(holder.Key), ct)
            : null;

    private async ValueTask CountFailureAsync(Agent? agent, DateTimeOffset now, CancellationToken ct)
    {
        if (agent is null)
        {
            return;
        }
        var failures = agent.FailedSignIns + 1;
        var next = failures >= MostFailures
            ? agent with { FailedSignIns = 0, LockedOutUntil = now + PerAccount.Window }
            : agent with { FailedSignIns = failures };
        // A lost race means that another attempt was counted at the same instant; the shared limit has both.
        await store.CommitAsync(new ChangeSet().Replace(agent, next), ct);
    }

    private async ValueTask<Agent> ForgiveAsync(Agent agent, string password, PasswordVerdict answer, CancellationToken ct)
    {
        if (agent is { FailedSignIns: 0, LockedOutUntil: null } && answer == PasswordVerdict.Right)
        {
            return agent;
        }
        var next = agent with
        {
            FailedSignIns = 0,
            LockedOutUntil = null,
            PasswordHash = answer == PasswordVerdict.RightButOld ? passwords.Hash(password) : agent.PasswordHash,
        };
        await store.CommitAsync(new ChangeSet().Replace(agent, next), ct);
        return next;
    }
}
