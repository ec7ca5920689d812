using Hub.Core.Agents;
using Hub.Server.Composition;
using Hub.Server.Http;

namespace Hub.Server.Accounts;

/// <summary>Addresses of single-use links. The host comes from the settings; only without one from the request of an administrator.</summary>
public sealed class SignInAddresses(HubSettings settings)
{
    public InvitationResponse Of(NewSignInLink link, HttpRequest request) =>
        Of(link, settings.PublicUrl ?? new Uri($"{request.Scheme}://{request.Host}"));

    public InvitationResponse Of(NewSignInLink link, Uri origin) =>
        new(new Uri(origin, $"/welcome/{link.Secret}").ToString(), link.Link.ExpiresAt);
}
