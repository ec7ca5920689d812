using Hub.Core.Inboxes;
using Hub.Core.Ports;

namespace Hub.Core.MailAccess;

/// <summary>Makes requests for tokens out of the settings of a grant.</summary>
internal static class GrantRequest
{
    /// <summary>The request; null when the client secret was sealed by keys that are not here.</summary>
    public static TokenRequest? Of(OAuthSettings grant, IReadOnlyDictionary<string, string> form, ISecretSealer sealer)
    {
        var secret = grant.SealedClientSecret is { } held ? sealer.Open(held) : null;
        return grant.SealedClientSecret is not null && secret is null
            ? null
            : new TokenRequest(new Uri(grant.Endpoints.Token), grant.ClientId, secret, form) { SendsSecretInBody = grant.Provider != OAuthProvider.Other };
    }
}
