using System.Text.Json;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Server.Http.Idempotency;
using Microsoft.AspNetCore.Diagnostics;

namespace Hub.Server.Http;

/// <summary>Maps faults to problems, once. No stack trace leaves the process.</summary>
public sealed partial class FaultHandler(ILogger<FaultHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested && exception is OperationCanceledException)
        {
            return true;
        }
        var problem = Of(exception);
        if (problem.Status >= 500)
        {
            LogFault(httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName ?? "no endpoint", exception);
        }
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    private static Problem Of(Exception exception) => exception switch
    {
        InvalidRequestException patch => Problem.Invalid(patch.Field, patch.Message),
        BadHttpRequestException { InnerException: JsonException json } => Problem.Invalid(FieldOf(json), "The value has another type than this field takes."),
        BadHttpRequestException { StatusCode: 400 } bad => new Problem(400, "invalid", TextOf(bad)),
        BadHttpRequestException bad => Problem.Of(bad.StatusCode),
        InvalidCursorException => Problem.Invalid("cursor", "The cursor does not belong to this list."),
        BlobTooLargeException large => new Problem(413, "too-large", large.Message),
        InvalidDataException => Problem.Of(400),
        RequestSupersededException superseded => new Problem(409, "in-flight", superseded.Message),
        StoreFullException => new Problem(503, "store-full", "There is no space left to store this. Nothing was stored."),
        StoreUnavailableException => new Problem(503, "store-unavailable", "The store does not answer. Repeating is safe.")
        {
            RetryAfter = TimeSpan.FromSeconds(2),
        },
        _ => Problem.Of(500),
    };

    /// <summary>The framework's text names parameters and the failed binding, never values of other requests.</summary>
    private static string TextOf(BadHttpRequestException bad) =>
        bad.InnerException is null ? bad.Message : "The request cannot be read.";

    private static string FieldOf(JsonException json) =>
        json.Path is { Length: > 2 } path ? path[2..] : "body";

    [LoggerMessage(EventId = 5001, Level = LogLevel.Error, Message = "{Method} {Endpoint} failed")]
    private partial void LogFault(string method, string endpoint, Exception exception);
}
