namespace Hub.Core.Inboxes;

/// <summary>Addresses and scopes of a provider.</summary>
/// <param name="Authorization">Where a person agrees; null when none is known.</param>
/// <param name="Token">Where tokens are got; empty when none is known.</param>
/// <param name="Scope">Parted by spaces; empty asks for none.</param>
public sealed record OAuthEndpoints(string? Authorization, string Token, string Scope)
{
    private static readonly string[] GoogleHosts = ["imap.gmail.com", "pop.gmail.com", "smtp.gmail.com"];
    private static readonly string[] MicrosoftHosts = ["outlook.office365.com", "smtp.office365.com", "outlook.office.com", "smtp-mail.outlook.com"];

    /// <summary>What is in force for settings: the entered ones, else those of the provider's documentation.</summary>
    public static OAuthEndpoints Of(OAuthSettings settings)
    {
        var usual = settings.Provider switch
        {
            OAuthProvider.Google => new OAuthEndpoints(
                "https://accounts.google.com/o/oauth2/v2/auth", "https://oauth2.googleapis.com/token", "https://mail.google.com/"),
            OAuthProvider.Microsoft => Microsoft(settings.Tenant ?? "common", settings.Grant),
            _ => new OAuthEndpoints(null, "", ""),
        };
        return new OAuthEndpoints(settings.AuthorizationEndpoint ?? usual.Authorization, settings.TokenEndpoint ?? usual.Token, settings.Scope ?? usual.Scope);
    }

    /// <summary>Whether tokens of the provider are made for that mail server.</summary>
    public static bool IsOwnHost(OAuthProvider provider, string host) => (provider switch
    {
        OAuthProvider.Google => GoogleHosts,
        OAuthProvider.Microsoft => MicrosoftHosts,
        _ => [],
    }).Contains(host, StringComparer.OrdinalIgnoreCase);

    private static OAuthEndpoints Microsoft(string tenant, OAuthGrant grant) => new(
        $"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
        $"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
        grant == OAuthGrant.ClientCredentials
            ? "https://outlook.office365.com/.default"
            : "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/POP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access");
}
