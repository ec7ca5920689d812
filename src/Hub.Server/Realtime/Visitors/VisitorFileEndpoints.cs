using Hub.Core.Contacts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Hub.Server.Realtime.Visitors;

/// <summary>Files of the widget, by visitor token; see docs/protocol.md.</summary>
internal static class VisitorFileEndpoints
{
    /// <summary>What a multipart body may add to the file itself.</summary>
    private const long Envelope = 4 * 1024;

    public static void MapVisitorFiles(this IEndpointRouteBuilder app, RealtimeLimits limits)
    {
        app.MapPost("/visitor/files", PostAsync)
            .WithMetadata(new RequestSizeLimitAttribute(limits.FileBytes + Envelope)).DisableAntiforgery().ExcludeFromDescription();
        app.MapGet("/visitor/files/{id}", GetAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> PostAsync(
        HttpContext context, StartVisit visits, VisitorFiles files, VisitorLimits limits, CancellationToken ct)
    {
        if (await VisitorOfAsync(context.Request, visits, ct) is not { } visitor)
        {
            return Refuse(StatusCodes.Status401Unauthorized, "visitor-unknown", "A visitor token is needed.");
        }
        if (await limits.TakeFileAsync(visitor, ct) is { IsAllowed: false } verdict)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(verdict.RetryAfter.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Refuse(StatusCodes.Status429TooManyRequests, "rate-limited", "Too many files at once.");
        }
        if (BoundaryOf(context.Request) is not { } boundary)
        {
            return Refuse(StatusCodes.Status415UnsupportedMediaType, "media-type", "Send multipart/form-data with one field 'file'.");
        }
        try
        {
            var reader = new MultipartReader(boundary, context.Request.Body);
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                if (section.AsFileSection() is { Name: "file", FileStream: { } content } part)
                {
                    return await files.TakeAsync(visitor, part.FileName, section.ContentType, content, ct) is { } taken
                        ? Results.Created($"/visitor/files/{taken.Id.Value}", new VisitorFile(taken.Id.Value, taken.Name, taken.MediaType, taken.Size))
                        : Refuse(StatusCodes.Status415UnsupportedMediaType, "type-refused", "Programs are not taken.");
                }
            }
            return Refuse(StatusCodes.Status400BadRequest, "invalid", "There is no field 'file'.");
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Refuse(StatusCodes.Status413PayloadTooLarge, "too-large", $"A file has at most {limits.Each.FileBytes} bytes.");
        }
        catch (InvalidDataException)
        {
            return Refuse(StatusCodes.Status400BadRequest, "invalid", "The body is no multipart/form-data.");
        }
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, StartVisit visits, VisitorFiles files, CancellationToken ct)
    {
        if (await VisitorOfAsync(context.Request, visits, ct) is not { } visitor)
        {
            return Refuse(StatusCodes.Status401Unauthorized, "visitor-unknown", "A visitor token is needed.");
        }
        if (await files.FindAsync(visitor, id, ct) is not { } file || await files.OpenAsync(file, ct) is not { } content)
        {
            return Refuse(StatusCodes.Status404NotFound, "not-found", "There is no such file.");
        }
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "private, max-age=86400";
        return Results.Stream(content, file.MediaType, file.Name, enableRangeProcessing: true);
    }

    private static async Task<Visitor?> VisitorOfAsync(HttpRequest request, StartVisit visits, CancellationToken ct)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? await visits.FindAsync(header[scheme.Length..].Trim(), ct) : null;
    }

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType == "multipart/form-data"
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 100 } boundary
            ? boundary
            : null;

    private static IResult Refuse(int status, string code, string text) =>
        Results.Problem(statusCode: status, title: text, extensions: [new("code", code)]);
}
