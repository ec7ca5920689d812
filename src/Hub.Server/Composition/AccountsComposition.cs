using Hub.Core.Ports;
using Hub.Server.Accounts;
using Hub.Server.Accounts.Pages;
using Hub.Server.Start;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Hub.Server.Composition;

/// <summary>Who may come in and how that is proven.</summary>
public static class AccountsComposition
{
    public static IServiceCollection AddHubAccounts(this IServiceCollection services, HubSettings settings)
    {
        var isHttps = settings.PublicUrl?.Scheme == Uri.UriSchemeHttps;
        services.AddSingleton<IPasswords, Passwords>().AddSingleton<ApiTokens>();
        services.AddAuthentication(Schemes.Any)
            .AddPolicyScheme(Schemes.Any, null, static options =>
                options.ForwardDefaultSelector = static http =>
                    http.Request.Headers.Authorization.Count > 0 ? Schemes.Token : Schemes.Cookie)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(Schemes.Token, null)
            .AddCookie(Schemes.Cookie, options =>
            {
                // The prefix makes browsers refuse the cookie from subdomains and without TLS; plain http is for one machine.
                options.Cookie.Name = isHttps ? "__Host-hub" : "hub";
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = isHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                options.Cookie.Path = "/";
                options.LoginPath = "/signin";
                options.ExpireTimeSpan = TimeSpan.FromHours(12);
                options.SlidingExpiration = true;
                options.Events.OnValidatePrincipal = Sessions.ValidateAsync;
                options.Events.OnRedirectToLogin = static context => AnswerAsync(context.HttpContext, context.RedirectUri, 401, context.Response);
                options.Events.OnRedirectToAccessDenied = static context => AnswerAsync(context.HttpContext, "/", 403, context.Response);
            });
        services.AddAuthorizationBuilder()
            .AddPolicy(Schemes.Administrators, static policy => policy.RequireAssertion(static context =>
                context.Resource is HttpContext http && http.FindAccess() is { IsAdministrator: true }))
            .SetDefaultPolicy(new AuthorizationPolicyBuilder(Schemes.Any).RequireAuthenticatedUser().Build());
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = isHttps ? "__Host-hub-form" : "hub-form";
            options.Cookie.SecurePolicy = isHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            options.Cookie.SameSite = SameSiteMode.Strict;
            // Sent by middleware for every page.
            options.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }

    public static void MapHubAccounts(this WebApplication app)
    {
        var pages = app.MapGroup("").ExcludeFromDescription();
        pages.MapSignIn();
        pages.MapPasswords();
        pages.MapForgotten();
        pages.MapStart();
    }

    /// <summary>Pages are shown the sign-in; programs are told.</summary>
    private static Task AnswerAsync(HttpContext http, string address, int status, HttpResponse response)
    {
        if (http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/hubs"))
        {
            response.StatusCode = status;
        }
        else
        {
            response.Redirect(address);
        }
        return Task.CompletedTask;
    }
}
