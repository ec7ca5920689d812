using Hub.Core.Agents;
using static Hub.Server.Accounts.Pages.Page;

namespace Hub.Server.Accounts.Pages;

/// <summary>Setting a password: by an invitation or reset link, or when signed in.</summary>
public static class PasswordEndpoints
{
    public static void MapPasswords(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/welcome/{secret}", async (string secret, HttpContext http, SetPassword set, CancellationToken ct) =>
            await set.FindAsync(secret, ct) is { } agent ? Ask(http, secret, agent, null, 200) : Gone(http));
        pages.MapPost("/welcome/{secret}", TakeAsync).DisableAntiforgery();
        pages.MapGet("/account/password", static (HttpContext http) => Change(http, null, 200)).RequireAuthorization();
        pages.MapPost("/account/password", ChangeAsync).RequireAuthorization().DisableAntiforgery();
    }

    private static async Task<IResult> TakeAsync(string secret, HttpContext http, SetPassword set, TimeProvider clock, CancellationToken ct)
    {
        var texts = PageTexts.Of(http.Request);
        if (await set.FindAsync(secret, ct) is not { } agent)
        {
            return Gone(http);
        }
        if (await ReadAsync(http) is not { } form)
        {
            return Ask(http, secret, agent, texts.Expired, 400);
        }
        if (form["password"] != form["repeat"])
        {
            return Ask(http, secret, agent, texts.NotEqual, 400);
        }
        switch (await set.ByLinkAsync(secret, form["password"].ToString(), ct))
        {
            case SetPasswordOutcome.Done done:
                await Sessions.BeginAsync(http, done.Agent, remembers: false, clock);
                return Results.LocalRedirect("/console");
            case SetPasswordOutcome.Weak:
                return Ask(http, secret, agent, texts.Weak, 400);
            default:
                return Gone(http);
        }
    }

    private static async Task<IResult> ChangeAsync(HttpContext http, SetPassword set, TimeProvider clock, CancellationToken ct)
    {
        var texts = PageTexts.Of(http.Request);
        if (await ReadAsync(http) is not { } form)
        {
            return Change(http, texts.Expired, 400);
        }
        if (form["password"] != form["repeat"])
        {
            return Change(http, texts.NotEqual, 400);
        }
        switch (await set.ByCurrentAsync(http.Access().Agent, form["current"].ToString(), form["password"].ToString(), ct))
        {
            case SetPasswordOutcome.Done done:
                // Every other session of the agent ends; this one goes on under the new stamp.
                await Sessions.BeginAsync(http, done.Agent, remembers: false, clock);
                return Results.LocalRedirect("/console");
            case SetPasswordOutcome.Weak:
                return Change(http, texts.Weak, 400);
            default:
                return Change(http, texts.WrongPassword, 400);
        }
    }

    private static IResult Ask(HttpContext http, string secret, AgentAccount agent, string? alert, int status)
    {
        var texts = PageTexts.Of(http.Request);
        var fields = $"""
            <input type="hidden" name="email" autocomplete="username" value="{Encode(agent.Email)}">
            {NewPassword(texts)}
            """;
        return Of(http, texts, agent.PasswordHash is null ? texts.Welcome : texts.Reset, $"""
            <p class="lead">{Encode(texts.ChoosePassword)}</p>
            {Alert(alert)}
            {Form(http, $"/welcome/{secret}", fields, texts.Save)}
            """, status);
    }

    private static IResult Change(HttpContext http, string? alert, int status)
    {
        var texts = PageTexts.Of(http.Request);
        var fields = $"""
            {Field("current", texts.CurrentPassword, "password", "current-password", isFocused: true)}
            {NewPassword(texts)}
            """;
        return Of(http, texts, texts.ChangePassword, $"""
            <p class="lead">{Encode(texts.ChoosePassword)}</p>
            {Alert(alert)}
            {Form(http, "/account/password", fields, texts.Save)}
            """, status);
    }

    private static string NewPassword(PageTexts texts) => $"""
        {Field("password", texts.NewPassword, "password", "new-password")}
        {Field("repeat", texts.Repeat, "password", "new-password")}
        """;

    private static IResult Gone(HttpContext http)
    {
        var texts = PageTexts.Of(http.Request);
        return Of(http, texts, texts.LinkGone, $"""
            <p class="lead">{Encode(texts.LinkGoneLead)}</p>
            <p class="below"><a href="/forgotten">{Encode(texts.Reset)}</a> · <a href="/signin">{Encode(texts.BackToSignIn)}</a></p>
            """, 410);
    }
}
