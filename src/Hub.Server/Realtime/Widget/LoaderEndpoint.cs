using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Hub.Server.Realtime.Widget;

/// <summary>The loader at the address that sites embed; the rest of the widget is served as a static asset.</summary>
internal sealed class LoaderScript(IWebHostEnvironment environment)
{
    private readonly Lazy<(byte[] Plain, byte[] Brotli, EntityTagHeaderValue Tag)> _script = new(() =>
    {
        using var stream = environment.WebRootFileProvider.GetFileInfo("widget/widget.js").CreateReadStream();
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(plain.GetBuffer(), 0, (int)plain.Length);
        }
        var tag = Convert.ToHexStringLower(SHA256.HashData(plain.ToArray()).AsSpan(0, 12));
        return (plain.ToArray(), packed.ToArray(), new EntityTagHeaderValue($"\"{tag}\"", isWeak: true));
    });

    public IResult Answer(HttpContext context)
    {
        var (plain, brotli, tag) = _script.Value;
        var headers = context.Response.Headers;
        // Short, so that sites get a new version within minutes without touching their pages.
        headers.CacheControl = "public, max-age=300, stale-while-revalidate=86400";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        var isPacked = context.Request.GetTypedHeaders().AcceptEncoding.Any(static value => value.Value == "br" && value.Quality != 0);
        if (isPacked)
        {
            headers.ContentEncoding = "br";
        }
        return Results.Bytes(isPacked ? brotli : plain, "text/javascript; charset=utf-8", entityTag: tag);
    }
}

internal static class LoaderEndpoint
{
    public static void MapWidgetLoader(this IEndpointRouteBuilder app) =>
        app.MapGet("/widget.js", static (LoaderScript script, HttpContext context) => script.Answer(context)).ExcludeFromDescription();
}
