using System.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace Hub.Server.Http;

/// <summary>An answer that says what went wrong: RFC 9457 with a stable <c>code</c>. Written as JSON whatever the caller accepts.</summary>
public sealed class Problem(int status, string code, string detail) : IResult
{
    private readonly Dictionary<string, object?> _more = [];

    public int Status { get; } = status;

    public string Code { get; } = code;

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A member besides the standard ones.</summary>
    public Problem With(string name, object? value)
    {
        _more[name] = value;
        return this;
    }

    public static Problem Invalid(string field, string text) =>
        new Problem(400, "invalid", text).With("errors", new Dictionary<string, string[]> { [field] = [text] });

    public static Problem NotFound() => Of(404);

    public static Problem Forbidden(string? text = null) => text is null ? Of(403) : new Problem(403, "forbidden", text);

    public static Problem Throttled(TimeSpan retryAfter) =>
        new(429, "too-many-requests", "Too many requests. Try again later.") { RetryAfter = retryAfter };

    /// <summary>The answer of a status that says all there is to say.</summary>
    public static Problem Of(int status) => status switch
    {
        400 => new Problem(400, "invalid", "The request cannot be read."),
        401 => new Problem(401, "unauthenticated", "A valid bearer token or session is needed."),
        403 => new Problem(403, "forbidden", "You may see this, but not do that."),
        404 => new Problem(404, "not-found", "It is not there, or not visible to you."),
        405 => new Problem(405, "method-not-allowed", "This address does not take that method."),
        413 => new Problem(413, "too-large", "The body is larger than the limit."),
        415 => new Problem(415, "unsupported-media-type", "The body is not of a type this address takes."),
        429 => new Problem(429, "too-many-requests", "Too many requests. Try again later."),
        503 => new Problem(503, "unavailable", "A part of Hub is not available. Try again later."),
        >= 500 => new Problem(status, "internal", "Something went wrong inside Hub. The trace id finds it in the logs."),
        _ => new Problem(status, "refused", ReasonPhrases.GetReasonPhrase(status)),
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var answer = httpContext.Response;
        answer.StatusCode = Status;
        if (RetryAfter is { } wait)
        {
            answer.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        if (Status == 401)
        {
            answer.Headers.WWWAuthenticate = "Bearer";
        }
        var body = new Dictionary<string, object?>
        {
            ["type"] = $"urn:hub:problem:{Code}",
            ["title"] = ReasonPhrases.GetReasonPhrase(Status),
            ["status"] = Status,
            ["detail"] = detail,
            ["code"] = Code,
            ["traceId"] = Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier,
        };
        foreach (var (name, value) in _more)
        {
            body[name] = value;
        }
        await answer.WriteAsJsonAsync(body, HttpJson.Options, "application/problem+json", httpContext.RequestAborted);
    }
}
