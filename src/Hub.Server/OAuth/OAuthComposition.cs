using Hub.Core.MailAccess;
using Hub.Core.Ports;
using Hub.Server.Composition;

namespace Hub.Server.OAuth;

/// <summary>Tokens of mailboxes and how they are agreed to.</summary>
public static class OAuthComposition
{
    public static IServiceCollection AddHubMailAccess(this IServiceCollection services, HubSettings settings)
    {
        services.AddHttpClient(TokenEndpoint.Client, static http =>
            {
                http.Timeout = TokenEndpoint.Patience;
                http.MaxResponseContentBufferSize = TokenEndpoint.LargestAnswer;
            })
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxResponseHeadersLength = 32 })
            .RemoveAllLoggers();
        return services
            .AddSingleton<ITokenEndpoint, TokenEndpoint>()
            .AddSingleton<SignInAlarm>()
            .AddSingleton<MailboxTokens>()
            .AddSingleton<HeldMail>()
            .AddSingleton<AuthorizeMailbox>()
            .AddSingleton<WarnOfExpiry>()
            .AddSingleton<MailboxAgreement>()
            .AddSingleton(_ => new OAuthCallback(new Uri(settings.PublicUrl ?? settings.Addresses[0], "/oauth/mail/callback")))
            .AddHostedService<ExpiryWatch>();
    }
}
