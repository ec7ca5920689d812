using Hub.Server.Http;

namespace Hub.Server.Accounts;

/// <summary>A cookie is sent by the browser whoever made the page, so writes under a cookie must come from our own origin.</summary>
public sealed class CrossSiteGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        var isCookie = http.User.Identity is { IsAuthenticated: true, AuthenticationType: Schemes.Cookie };
        return isCookie && !IsSafe(request.Method) && !IsOwn(request)
            ? new Problem(403, "cross-site", "This write came from another site.").ExecuteAsync(http)
            : next(http);
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsOwn(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" or "none" => true,
        "" => request.Headers.Origin.ToString() == $"{request.Scheme}://{request.Host}",
        _ => false,
    };
}
