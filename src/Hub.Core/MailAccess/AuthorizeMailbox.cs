using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.MailAccess;

/// <summary>Has a person agree at the provider that Hub may use a mailbox, and takes over what comes of it (RFC 6749, 4.1).</summary>
public sealed class AuthorizeMailbox(
    IHubStore store, SettingsWriter writer, HubDirectory directory, ITokenEndpoint endpoint, HeldMail held, ISecretSealer sealer, TimeProvider clock)
{
    /// <summary>Where the person is to be sent; null when there is no such mailbox, or its grant needs nobody's agreement.</summary>
    /// <param name="id">The mailbox.</param>
    /// <param name="callback">Where the provider sends the person back to.</param>
    /// <param name="state">Comes back with the person.</param>
    /// <param name="challenge">Of a verifier that only Hub knows, see <see cref="Pkce"/>.</param>
    /// <param name="by">Administrators only.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<Uri?> StartAsync(InboxId id, Uri callback, Func<OAuthSettings, string> state, string challenge, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator || await store.FindAsync(id, ct) is not { Email: { OAuth: { Grant: OAuthGrant.AuthorizationCode } grant } email }
            || grant.Endpoints is not { Authorization: { } authorization, Scope: var scope })
        {
            return null;
        }
        var asked = new Dictionary<string, string>
        {
            ["response_type"] = "code",
            ["client_id"] = grant.ClientId,
            ["redirect_uri"] = callback.ToString(),
            ["state"] = state(grant),
            ["code_challenge"] = challenge,
            ["code_challenge_method"] = "S256",
            ["login_hint"] = email.Imap?.User ?? email.Pop3?.User ?? email.Address,
            // Without being asked again Google gives a refresh token only the first time.
            ["prompt"] = grant.Provider == OAuthProvider.Microsoft ? "select_account" : "consent",
        };
        if (scope.Length > 0)
        {
            asked["scope"] = scope;
        }
        if (grant.Provider == OAuthProvider.Google)
        {
            asked["access_type"] = "offline";
        }
        var query = string.Join('&', asked.Select(static one => $"{one.Key}={Uri.EscapeDataString(one.Value)}"));
        return new Uri($"{authorization}{(authorization.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}");
    }

    /// <summary>Exchanges the code the person came back with. Mail that waited goes out at once.</summary>
    /// <param name="id">The mailbox.</param>
    /// <param name="code">From the provider.</param>
    /// <param name="verifier">Of the challenge it was asked with.</param>
    /// <param name="callback">As when it was asked.</param>
    /// <param name="party">The <see cref="OAuthSettings.Party"/> that it was asked for.</param>
    /// <param name="by">Administrators only.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<AgreementOutcome> FinishAsync(
        InboxId id, string code, string verifier, Uri callback, string party, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator || await store.FindAsync(id, ct) is not { Email.OAuth: { } grant } || grant.Party != party)
        {
            return AgreementOutcome.Changed;
        }
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = callback.ToString(),
            ["code_verifier"] = verifier,
        };
        if (GrantRequest.Of(grant, form, sealer) is not { } request)
        {
            return AgreementOutcome.Refused;
        }
        switch (await endpoint.AskAsync(request, ct))
        {
            case TokenAnswer.Refused:
                return AgreementOutcome.Refused;
            case TokenAnswer.Issued { RefreshToken: null }:
                return AgreementOutcome.NoRefreshToken;
            case TokenAnswer.Issued issued:
                return await KeepAsync(id, issued, party, ct);
            default:
                return AgreementOutcome.Unavailable;
        }
    }

    private async ValueTask<AgreementOutcome> KeepAsync(InboxId id, TokenAnswer.Issued issued, string party, CancellationToken ct)
    {
        var agreement = OAuthRules.NewAgreement();
        var outcome = await writer.ChangeAsync(
            id,
            stored => stored.Email is { OAuth: { } grant } email && grant.Party == party
                ? new SettingOutcome<Inbox>.Done(stored with { Email = email with { OAuth = grant with { Agreement = agreement, Needed = null } } })
                : new SettingOutcome<Inbox>.NotFound(),
            CreateInbox.AddressTaken,
            ct,
            async (_, changes) =>
            {
                await TokenWrites.AddAsync(store, changes, new MailboxToken
                {
                    Id = MailboxToken.IdOf(id),
                    Inbox = id,
                    Agreement = agreement,
                    SealedRefreshToken = sealer.Seal(issued.RefreshToken!),
                    SealedAccessToken = sealer.Seal(issued.AccessToken),
                    ExpiresAt = clock.GetUtcNow() + (issued.Lifetime ?? TimeSpan.Zero),
                }, ct);
                return null;
            });
        if (outcome is not SettingOutcome<Inbox>.Done)
        {
            return AgreementOutcome.Changed;
        }
        await directory.AnnounceSettingsAsync(ct);
        await held.ReleaseAsync(ct);
        return AgreementOutcome.Agreed;
    }
}

/// <summary>How an agreement at the provider ended.</summary>
public enum AgreementOutcome
{
    /// <summary>Hub may use the mailbox.</summary>
    Agreed,
    /// <summary>The person, or a rule of the organisation, said no.</summary>
    Denied,
    /// <summary>The provider did not take what Hub sent it: client id, secret or callback address are wrong.</summary>
    Refused,
    /// <summary>The provider did not answer.</summary>
    Unavailable,
    /// <summary>The provider gave no refresh token, so access would end within the hour.</summary>
    NoRefreshToken,
    /// <summary>The person came back without having been sent from this session.</summary>
    Foreign,
    /// <summary>It took too long.</summary>
    Expired,
    /// <summary>The settings of the mailbox were changed meanwhile.</summary>
    Changed,
}
