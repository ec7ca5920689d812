using System.Globalization;
using Hub.Core.Agents;
using static Hub.Server.Accounts.Pages.Page;

namespace Hub.Server.Accounts.Pages;

/// <summary><c>/forgotten</c>: asks for a reset link.</summary>
public static class ForgottenEndpoints
{
    public static void MapForgotten(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/forgotten", static (HttpContext http) => Show(http, null, null, 200));
        pages.MapPost("/forgotten", RequestAsync).DisableAntiforgery();
    }

    private static async Task<IResult> RequestAsync(HttpContext http, RequestReset request, SignInAddresses addresses, CancellationToken ct)
    {
        var texts = PageTexts.Of(http.Request);
        if (await ReadAsync(http) is not { } form)
        {
            return Show(http, texts.Expired, null, 400);
        }
        var origin = http.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        var isAllowed = await request.HandleAsync(form["email"].ToString(), origin, (agent, link) =>
        {
            var words = PageTexts.Of(agent.Language);
            return (words.MailSubject, string.Format(CultureInfo.InvariantCulture, words.MailText, addresses.Of(link).Link));
        }, ct);
        return isAllowed
            ? Show(http, null, texts.ResetSent, 200)
            : Show(http, string.Format(CultureInfo.InvariantCulture, texts.Throttled, 60), null, 429);
    }

    private static IResult Show(HttpContext http, string? alert, string? done, int status)
    {
        var texts = PageTexts.Of(http.Request);
        var body = done is null
            ? Form(http, "/forgotten", Field("email", texts.Email, "email", "username", isFocused: true), texts.SendLink)
            : $"""<p class="done" role="status">{Encode(done)}</p>""";
        return Of(http, texts, texts.Reset, $"""
            <p class="lead">{Encode(texts.ResetLead)}</p>
            {Alert(alert)}
            {body}
            <p class="below"><a href="/signin">{Encode(texts.BackToSignIn)}</a></p>
            """, status);
    }
}
