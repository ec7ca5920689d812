using Hub.Core.Agents;
using Hub.Server.Composition;
using Hub.Server.Http;

namespace Hub.Server.Accounts;

/// <summary>Addresses of single-use links. The host comes from the settings, never from a request: whoever asks could name another.</summary>
public sealed class SignInAddresses(HubSettings settings)
{
    public InvitationResponse Of(NewSignInLink link) =>
        new(new Uri(settings.PublicUrl ?? settings.Addresses[0], $"/welcome/{link.Secret}").ToString(), link.Link.ExpiresAt);
}
