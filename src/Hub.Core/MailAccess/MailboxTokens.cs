using System.Collections.Concurrent;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Hub.Core.MailAccess;

/// <summary>Access tokens of mailboxes, renewed five minutes before they end. Within a process one caller asks for all; between nodes
/// one claims the token document first, so that a refresh token that works once is used once.</summary>
public sealed partial class MailboxTokens(
    IHubStore store, ITokenEndpoint endpoint, SignInAlarm alarm, ISecretSealer sealer, TimeProvider clock, ILogger<MailboxTokens> log)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan UsualLifetime = TimeSpan.FromHours(1);

    /// <summary>Longer than a token endpoint is waited for; afterwards the node that asked is dead.</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentDictionary<InboxId, TokenGate> _gates = new();

    /// <summary>A token that works for five minutes at least, as far as is known here.</summary>
    /// <param name="inbox">A mailbox with a grant.</param>
    /// <param name="ct">Ends waiting.</param>
    public ValueTask<TokenOutcome> GetAsync(Inbox inbox, CancellationToken ct) => FindAsync(inbox, null, ct);

    /// <summary>Another token than one that a mail server refused.</summary>
    /// <param name="inbox">A mailbox with a grant.</param>
    /// <param name="refused">The token refused.</param>
    /// <param name="ct">Ends waiting.</param>
    public ValueTask<TokenOutcome> RenewAsync(Inbox inbox, string refused, CancellationToken ct) => FindAsync(inbox, refused, ct);

    private async ValueTask<TokenOutcome> FindAsync(Inbox inbox, string? refused, CancellationToken ct)
    {
        if (inbox.Email?.OAuth is not { IsWaiting: false } grant)
        {
            return new TokenOutcome.SignInNeeded(inbox.Email?.OAuth?.Needed?.Error);
        }
        if (Usable(await store.FindAsync(MailboxToken.IdOf(inbox.Id), ct), grant, refused, Ahead) is { } kept)
        {
            return kept;
        }
        var gate = _gates.GetOrAdd(inbox.Id, static _ => new TokenGate());
        await gate.Turn.WaitAsync(ct);
        try
        {
            return await RenewAsync(inbox, grant, refused, gate, ct);
        }
        finally
        {
            gate.Turn.Release();
        }
    }

    private async ValueTask<TokenOutcome> RenewAsync(Inbox inbox, OAuthSettings grant, string? refused, TokenGate gate, CancellationToken ct)
    {
        if ((await store.FindAsync(inbox.Id, ct))?.Email?.OAuth is not { } stored || stored.Agreement != grant.Agreement)
        {
            // Settings that are being tried: nothing of them is kept.
            return grant.Grant == OAuthGrant.ClientCredentials ? Tried(await AskAsync(grant, null, ct)) : new TokenOutcome.SignInNeeded(null);
        }
        while (true)
        {
            var kept = await store.FindAsync(MailboxToken.IdOf(inbox.Id), ct);
            if (Usable(kept, grant, refused, Ahead) is { } fresh)
            {
                return fresh;
            }
            var now = clock.GetUtcNow();
            if (kept is { } other && other.Agreement == grant.Agreement && other.ClaimedUntil > now)
            {
                await Task.Delay(BetweenLooks, clock, ct);
                continue;
            }
            if (gate.IsPausing(now))
            {
                return (TokenOutcome?)Usable(kept, grant, refused, TimeSpan.Zero) ?? new TokenOutcome.Unavailable(gate.Reason);
            }
            var own = kept?.Agreement == grant.Agreement ? kept : null;
            if (grant.Grant == OAuthGrant.AuthorizationCode && (own?.SealedRefreshToken is not { } sealedToken || sealer.Open(sealedToken) is null))
            {
                return await LoseAsync(inbox, "no_refresh_token", ct);
            }
            var claimed = (own ?? new MailboxToken { Id = MailboxToken.IdOf(inbox.Id), Inbox = inbox.Id, Agreement = grant.Agreement! }) with { ClaimedUntil = now + Claim };
            var changes = kept is null ? new ChangeSet().Insert(claimed) : new ChangeSet().Replace(kept, claimed with { Version = kept.Version });
            if (await store.CommitAsync(changes, ct) is CommitOutcome.Committed)
            {
                // What is asked for now must be kept, whoever still waits for it.
                return await UseAsync(inbox, grant, claimed with { Version = (kept?.Version ?? 0) + 1 }, refused, gate).WaitAsync(ct);
            }
        }
    }

    private async Task<TokenOutcome> UseAsync(Inbox inbox, OAuthSettings grant, MailboxToken claimed, string? refused, TokenGate gate)
    {
        var refresh = claimed.SealedRefreshToken is { } held ? sealer.Open(held) : null;
        switch (await AskAsync(grant, refresh, CancellationToken.None))
        {
            case TokenAnswer.Issued issued:
                gate.Succeed();
                LogRenewed(inbox.Id.Value);
                await KeepAsync(claimed, claimed with
                {
                    SealedAccessToken = sealer.Seal(issued.AccessToken),
                    ExpiresAt = clock.GetUtcNow() + (issued.Lifetime ?? UsualLifetime),
                    SealedRefreshToken = issued.RefreshToken is { } next ? sealer.Seal(next) : claimed.SealedRefreshToken,
                    ClaimedUntil = null,
                });
                return new TokenOutcome.Ready(issued.AccessToken);
            case TokenAnswer.Refused no:
                LogRefused(inbox.Id.Value, no.Error);
                await KeepAsync(claimed, claimed with { ClaimedUntil = null });
                return await LoseAsync(inbox, no.Error, CancellationToken.None);
            case TokenAnswer.Unavailable fault:
                gate.Fail(clock.GetUtcNow(), fault.Reason);
                LogUnavailable(inbox.Id.Value, fault.Reason);
                await KeepAsync(claimed, claimed with { ClaimedUntil = null });
                return (TokenOutcome?)Usable(claimed, grant, refused, TimeSpan.Zero) ?? new TokenOutcome.Unavailable(fault.Reason);
            case var answer:
                throw new InvalidOperationException($"Unknown answer {answer}.");
        }
    }

    private ValueTask<TokenAnswer> AskAsync(OAuthSettings grant, string? refresh, CancellationToken ct)
    {
        var form = refresh is null
            ? new Dictionary<string, string> { ["grant_type"] = "client_credentials" }
            : new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = refresh };
        // A refresh asks for what was agreed when it names no scope (RFC 6749, 6).
        if (refresh is null && grant.Endpoints.Scope.Length > 0)
        {
            form["scope"] = grant.Endpoints.Scope;
        }
        return GrantRequest.Of(grant, form, sealer) is { } request
            ? endpoint.AskAsync(request, ct)
            : ValueTask.FromResult<TokenAnswer>(new TokenAnswer.Refused("client_secret_unreadable"));
    }

    // A refresh token that replaced its forerunner is lost for good if it is not stored.
    private async Task KeepAsync(MailboxToken claimed, MailboxToken next)
    {
        for (var pause = BetweenLooks; ; pause *= 2)
        {
            try
            {
                // Lost only to a new agreement, or to a node that took this one for dead: then theirs counts.
                await store.CommitAsync(new ChangeSet().Replace(claimed, next), CancellationToken.None);
                return;
            }
            catch (StoreUnavailableException) when (pause < Claim)
            {
                await Task.Delay(pause, clock);
            }
        }
    }

    private async ValueTask<TokenOutcome> LoseAsync(Inbox inbox, string error, CancellationToken ct)
    {
        await alarm.RaiseAsync(inbox, error, ct);
        return new TokenOutcome.SignInNeeded(error);
    }

    private static TokenOutcome Tried(TokenAnswer answer) => answer switch
    {
        TokenAnswer.Issued issued => new TokenOutcome.Ready(issued.AccessToken),
        TokenAnswer.Refused no => new TokenOutcome.SignInNeeded(no.Error),
        TokenAnswer.Unavailable fault => new TokenOutcome.Unavailable(fault.Reason),
        _ => throw new InvalidOperationException($"Unknown answer {answer}."),
    };

    private TokenOutcome.Ready? Usable(MailboxToken? kept, OAuthSettings grant, string? refused, TimeSpan ahead) =>
        kept is { SealedAccessToken: { } sealedToken } && kept.Agreement == grant.Agreement && kept.ExpiresAt > clock.GetUtcNow() + ahead
            && sealer.Open(sealedToken) is { } token && token != refused
            ? new TokenOutcome.Ready(token)
            : null;

    [LoggerMessage(EventId = 3301, Level = LogLevel.Information, Message = "Inbox {Inbox} has a new access token")]
    private partial void LogRenewed(string inbox);

    [LoggerMessage(EventId = 3302, Level = LogLevel.Error, Message = "Inbox {Inbox} needs a new sign-in, its provider says {Error}")]
    private partial void LogRefused(string inbox, string error);

    [LoggerMessage(EventId = 3303, Level = LogLevel.Warning, Message = "Inbox {Inbox} gets no token now: {Reason}")]
    private partial void LogUnavailable(string inbox, string reason);
}
