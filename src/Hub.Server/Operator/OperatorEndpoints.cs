using System.Net.Sockets;
using Hub.Server.Http;
using Microsoft.AspNetCore.Connections.Features;

namespace Hub.Server.Operator;

/// <summary>The verbs as the running server offers them, on the local socket only.</summary>
public static class OperatorEndpoints
{
    public static void MapOperator(this IEndpointRouteBuilder endpoints)
    {
        var verbs = endpoints.MapGroup("/operator").ExcludeFromDescription().DisableAntiforgery();
        verbs.AddEndpointFilter(static async (context, next) => IsLocal(context.HttpContext) ? await next(context) : Problem.NotFound());
        verbs.MapPost("/token", static (TokenRequest body, OperatorActions actions, CancellationToken ct) =>
            actions.CreateTokenAsync(body.Email, body.Name, body.Days, ct));
        verbs.MapPost("/user", static (NewUser body, OperatorActions actions, CancellationToken ct) => actions.CreateUserAsync(body, ct));
        verbs.MapPost("/backup", static (FolderRequest body, OperatorActions actions, CancellationToken ct) => actions.BackUpAsync(body.Folder, ct));
        verbs.MapPost("/export", static (MoveRequest body, MovingActions actions, CancellationToken ct) => actions.ExportAsync(body, ct));
        // A store that serves is not empty: the import is made into a new one, and says so.
        verbs.MapPost("/import", static () => OperatorAnswer.Failed(MovingActions.Serving));
        verbs.MapPost("/check", static (OperatorActions actions, CancellationToken ct) => actions.CheckAsync(ct));
        // A server that runs has done it when it opened the store.
        verbs.MapPost("/migrate", static () => OperatorAnswer.Done("The stored shapes are up to date."));
        verbs.MapPost("/mail", static (string inbox, HttpRequest request, OperatorActions actions, CancellationToken ct) =>
                actions.IngestAsync(inbox, request.Body, ct))
            .WithMetadata(new Microsoft.AspNetCore.Mvc.DisableRequestSizeLimitAttribute());
    }

    private static bool IsLocal(HttpContext http) =>
        http.Features.Get<IConnectionSocketFeature>()?.Socket.AddressFamily == AddressFamily.Unix;
}

/// <summary>A token to be made.</summary>
public sealed record TokenRequest(string? Email, string Name, int? Days);

/// <summary>Where to.</summary>
public sealed record FolderRequest(string Folder);

/// <summary>An export to be written or read.</summary>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="Passphrase">Seals its secrets; null leaves them out.</param>
public sealed record MoveRequest(string Path, string? Passphrase);
