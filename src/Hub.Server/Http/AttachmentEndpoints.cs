using Hub.Core.Attachments;
using Hub.Core.Storage;
using Hub.Server.Accounts;
using Hub.Server.Http.Shapes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Hub.Server.Http;

/// <summary><c>/attachments</c>.</summary>
public static class AttachmentEndpoints
{
    /// <summary>Room for the parts' headers besides the file.</summary>
    private const long Overhead = 64 * 1024;

    public static void MapAttachments(this IEndpointRouteBuilder api)
    {
        var attachments = api.MapGroup("/attachments").WithTags("Attachments");
        attachments.MapPost("", UploadAsync).WithSummary("Takes one file (multipart/form-data), to be named in a message afterwards")
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(UploadAttachment.Limit + Overhead))
            .Produces<AttachmentResponse>(201);
        attachments.MapGet("/{id}", FetchAsync).WithSummary("The file, as a download");
    }

    private static async Task<IResult> UploadAsync(HttpContext http, UploadAttachment upload, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
        {
            return Problem.Of(415);
        }
        // Read part by part, so that a large file never stands in memory.
        var reader = new MultipartReader(boundary, http.Request.Body);
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            if (section.AsFileSection() is { FileStream: { } content } file)
            {
                var stored = await upload.HandleAsync(content, file.FileName, section.ContentType, http.Access().Agent.Value, ct);
                return Results.Created($"{ApiGroup.Prefix}/attachments/{stored.Id}", AttachmentResponse.Of(stored.ToReference()));
            }
        }
        return Problem.Invalid("file", "A part with a file is needed.");
    }

    private static async Task<IResult> FetchAsync(string id, HttpContext http, OpenAttachment open, CancellationToken ct) =>
        DocId<Attachment>.TryParse(id, out var attachment) && await open.HandleAsync(attachment, http.Access(), ct) is { } opened
            ? Downloads.File(http, opened.Content, opened.Attachment.MediaType, opened.Attachment.Name, opened.Attachment.CreatedAt)
            : Problem.NotFound();
}
