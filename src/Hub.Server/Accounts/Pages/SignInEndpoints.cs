using System.Globalization;
using Hub.Core.Agents;
using Microsoft.AspNetCore.Authentication;
using static Hub.Server.Accounts.Pages.Page;

namespace Hub.Server.Accounts.Pages;

/// <summary><c>/signin</c> and <c>/signout</c>.</summary>
public static class SignInEndpoints
{
    private const string Console = "/console";

    public static void MapSignIn(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/signin", Show);
        pages.MapPost("/signin", SignInAsync).DisableAntiforgery();
        // Signing out a visitor of another site is prevented by the cookie's SameSite and the guard for writes.
        pages.MapPost("/signout", (Delegate)SignOutAsync).DisableAntiforgery();
        pages.MapGet("/signout", static (HttpContext http) =>
        {
            var texts = PageTexts.Of(http.Request);
            return Of(http, texts, texts.SignOut, Page.Form(http, "/signout", "", texts.SignOut));
        });
    }

    /// <summary>Only addresses of our own: one slash, then something else than a slash or backslash.</summary>
    public static string LocalOr(string? address, string otherwise) =>
        address is ['/', ..] && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(char.IsControl) ? address : otherwise;

    private static IResult Show(HttpContext http, string? returnUrl)
    {
        var target = LocalOr(returnUrl, Console);
        return http.FindAccess() is null ? Form(http, target, "", null, 200) : Results.LocalRedirect(target);
    }

    private static async Task<IResult> SignInAsync(HttpContext http, string? returnUrl, SignIn signIn, TimeProvider clock)
    {
        var texts = PageTexts.Of(http.Request);
        var target = LocalOr(returnUrl, Console);
        if (await ReadAsync(http) is not { } form)
        {
            return Form(http, target, "", texts.Expired, 400);
        }
        var email = form["email"].ToString();
        var origin = http.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        switch (await signIn.HandleAsync(email, form["password"].ToString(), origin, http.RequestAborted))
        {
            case SignInOutcome.Done done:
                await Sessions.BeginAsync(http, done.Agent, form["remember"] == "on", clock);
                return Results.LocalRedirect(target);
            case SignInOutcome.Throttled throttled:
                http.Response.Headers.RetryAfter = ((int)Math.Ceiling(throttled.RetryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                var minutes = (int)Math.Ceiling(throttled.RetryAfter.TotalMinutes);
                return Form(http, target, email, string.Format(CultureInfo.InvariantCulture, texts.Throttled, minutes), 429);
            default:
                return Form(http, target, email, texts.Refused, 401);
        }
    }

    private static async Task<IResult> SignOutAsync(HttpContext http)
    {
        await http.SignOutAsync(Schemes.Cookie);
        return Results.LocalRedirect("/signin");
    }

    private static IResult Form(HttpContext http, string target, string email, string? alert, int status)
    {
        var texts = PageTexts.Of(http.Request);
        var fields = $"""
            {Field("email", texts.Email, "email", "username", email, isFocused: email.Length == 0)}
            {Field("password", texts.Password, "password", "current-password", isFocused: email.Length > 0)}
            <label class="check"><input type="checkbox" name="remember"> {Encode(texts.Remember)}</label>
            """;
        var action = $"/signin?returnUrl={Uri.EscapeDataString(target)}";
        return Of(http, texts, texts.SignIn, $"""
            <p class="lead">{Encode(texts.SignInLead)}</p>
            {Alert(alert)}
            {Page.Form(http, action, fields, texts.SignIn)}
            <p class="below"><a href="/forgotten">{Encode(texts.Forgotten)}</a></p>
            """, status);
    }
}
