using Microsoft.Net.Http.Headers;

namespace Hub.Server.Http;

/// <summary>Files from outside, sent so that no browser runs what is in them.</summary>
public static class Downloads
{
    /// <summary>As an attachment, never shown in place; ranges are served.</summary>
    public static IResult File(HttpContext http, Stream content, string mediaType, string name, DateTimeOffset madeAt)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "private, no-store";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        headers.ContentDisposition = disposition.ToString();
        return Results.File(content, mediaType, lastModified: madeAt, enableRangeProcessing: true);
    }
}
