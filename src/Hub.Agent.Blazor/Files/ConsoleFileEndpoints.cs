using Hub.Agent.Blazor.State;
using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.Inbound;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Hub.Agent.Blazor.Files;

/// <summary>Files of the console by cookie: bytes do not travel over the circuit.</summary>
public static class ConsoleFileEndpoints
{
    public static void MapConsoleFiles(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/console/files", UploadAsync).RequireAuthorization().ExcludeFromDescription();
        endpoints.MapGet("/console/files/{id}", ShowAsync).RequireAuthorization().ExcludeFromDescription();
        endpoints.MapGet("/console/raw/{id}", RawAsync).RequireAuthorization().ExcludeFromDescription();
        endpoints.MapGet("/console/tray/{id}/raw", TrayRawAsync).RequireAuthorization().ExcludeFromDescription();
        // Pictures inside a mail's sandboxed frame come without a cookie; their address is signed and ends after ten minutes.
        endpoints.MapGet($"{MailDocument.InlinePath}{{signature}}", InlineAsync).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapGet($"{MailDocument.RemotePath}{{signature}}", RemoteImageEndpoint.ShowAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> UploadAsync(
        HttpContext http, string? name, IAntiforgery antiforgery, HubDirectory directory, UploadAttachment upload, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }
        if (AccessOf(http, directory) is not { } access)
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = UploadAttachment.Limit + 1;
        }
        try
        {
            var file = await upload.HandleAsync(http.Request.Body, name, http.Request.ContentType, access.Agent.Value, ct);
            return Results.Json(new { id = file.Id.Value });
        }
        catch (Exception fault) when (fault is BlobTooLargeException or BadHttpRequestException)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http, string id, string? download, HubDirectory directory, OpenAttachment open, CancellationToken ct)
    {
        if (AccessOf(http, directory) is not { } access || !DocId<Attachment>.TryParse(id, out var file)
            || await open.HandleAsync(file, access, ct) is not { } opened)
        {
            return Results.NotFound();
        }
        return Answer(http, opened.Attachment, opened.Content, isShown: download is null);
    }

    private static async Task<IResult> InlineAsync(
        HttpContext http, string signature, SignedAddresses addresses, HubDirectory directory, OpenAttachment open, CancellationToken ct)
    {
        if (addresses.Open(signature) is not var (id, reader) || AccessOf(reader, directory) is not { } access
            || await open.HandleAsync(id, access, ct) is not { } opened)
        {
            return Results.NotFound();
        }
        if (!ContentRules.IsSafePicture(opened.Attachment.MediaType))
        {
            await opened.Content.DisposeAsync();
            return Results.NotFound();
        }
        return Answer(http, opened.Attachment, opened.Content, isShown: true);
    }

    private static async Task<IResult> RawAsync(
        HttpContext http, string id, string? view, HubDirectory directory, IHubStore store, IBlobStore blobs, CancellationToken ct)
    {
        if (AccessOf(http, directory) is not { } access || !MessageId.TryParse(id, out var key)
            || await store.FindAsync(key, ct) is not { RawBlob: { } blob } message
            || await store.FindAsync(message.Ticket, ct) is not { } ticket || !access.CanRead(ticket)
            || await blobs.OpenAsync(blob, ct) is not { } content)
        {
            return Results.NotFound();
        }
        return Original(http, content, $"{ticket.Number}-{message.Seq}.eml", isShown: view is not null);
    }

    private static async Task<IResult> TrayRawAsync(HttpContext http, string id, string? view, HubDirectory directory, ListTray tray, CancellationToken ct)
    {
        if (AccessOf(http, directory) is not { } access || !DocId<Intake>.TryParse(id, out var item)
            || await tray.OpenAsync(item, access, ct) is not { Content: var content })
        {
            return Results.NotFound();
        }
        return Original(http, content, $"{item.Value}.eml", isShown: view is not null);
    }

    // Shown as text and nothing else, whatever the mail says that it is.
    private static IResult Original(HttpContext http, Stream content, string name, bool isShown)
    {
        Protect(http);
        return isShown ? Results.Stream(content, "text/plain; charset=utf-8") : Results.Stream(content, "application/octet-stream", name);
    }

    private static IResult Answer(HttpContext http, Attachment file, Stream content, bool isShown)
    {
        Protect(http);
        var shows = isShown && ContentRules.IsSafePicture(file.MediaType);
        return Results.Stream(content, shows ? file.MediaType : "application/octet-stream", shows ? null : file.Name, enableRangeProcessing: true,
            entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""));
    }

    /// <summary>Whatever a file holds, it runs nothing in Hub's name.</summary>
    internal static void Protect(HttpContext http)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, max-age=600";
    }

    private static AgentAccess? AccessOf(HttpContext http, HubDirectory directory) =>
        AgentId.TryParse(http.User.FindFirst(ConsoleClaims.Agent)?.Value, out var id) ? AccessOf(id, directory) : null;

    internal static AgentAccess? AccessOf(AgentId id, HubDirectory directory) =>
        directory.Current is var names && names.Agents.TryGetValue(id, out var agent) && agent.IsActive
            ? AgentAccess.Of(agent, names)
            : null;
}
