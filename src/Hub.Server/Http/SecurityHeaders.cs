namespace Hub.Server.Http;

/// <summary>Headers every answer carries unless the endpoint says otherwise.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>Own files only; styles may stand in the page because the component library writes them there. Nobody frames us.</summary>
    private const string Policy = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
        + "connect-src 'self' ws: wss:; frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>The reference page starts its own script from a script in the page.</summary>
    private const string ReferencePolicy = Policy + "; script-src 'self' 'unsafe-inline'";

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            var headers = context.Response.Headers;
            headers.TryAdd("Content-Security-Policy", context.Request.Path.StartsWithSegments("/docs/api") ? ReferencePolicy : Policy);
            headers.TryAdd("X-Content-Type-Options", "nosniff");
            headers.TryAdd("Referrer-Policy", "no-referrer");
            headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
            headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
            return Task.CompletedTask;
        }, http);
        return next(http);
    }
}
