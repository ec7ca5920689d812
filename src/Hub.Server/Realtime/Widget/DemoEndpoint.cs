using System.Text.Encodings.Web;
using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Server.Composition;
using Hub.Server.Realtime.Visitors;

namespace Hub.Server.Realtime.Widget;

/// <summary>A sample shop with the widget embedded as a customer would embed it (samples/shop-page).</summary>
internal static class DemoEndpoint
{
    private const string NoChat = "There is no chat inbox yet. Create one in the console, then come back.\n";

    public static void MapDemo(this IEndpointRouteBuilder app)
    {
        app.MapGet("/demo", static async (string? inbox, FrameTickets frames, HubDirectory directory, HubSettings settings, HttpContext context, CancellationToken ct) =>
        {
            if (await frames.FindInboxAsync(inbox, ct) is not { } found && FirstChat(directory) is var first)
            {
                if (first is null)
                {
                    return Results.Text(NoChat, statusCode: StatusCodes.Status404NotFound);
                }
                found = first;
            }
            return Page(found, HubOrigin(settings, context.Request), context);
        }).ExcludeFromDescription();
        app.MapGet("/demo/{file}", static (string file) => Sample(file) is { } content
            ? Results.Bytes(content, TypeOf(file))
            : Results.NotFound()).ExcludeFromDescription();
    }

    private static IResult Page(Inbox inbox, string hub, HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = string.Join("; ",
            "default-src 'none'", "img-src 'self' data:", "style-src 'self' 'unsafe-inline'", $"script-src 'self' 'unsafe-inline' {hub}", $"frame-src {hub}",
            "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'");
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var html = System.Text.Encoding.UTF8.GetString(Sample("index.html")!)
            .Replace("https://hub.example", HtmlEncoder.Default.Encode(hub), StringComparison.Ordinal)
            .Replace("INBOX_ID", HtmlEncoder.Default.Encode(inbox.Id.Value), StringComparison.Ordinal);
        return Results.Content(html, "text/html; charset=utf-8");
    }

    private static Inbox? FirstChat(HubDirectory directory) => directory.Current.Inboxes.Values
        .Where(static inbox => inbox is { IsEnabled: true, Chat: not null }).MinBy(static inbox => inbox.CreatedAt);

    /// <summary>Where the widget comes from: a site that is not Hub names Hub's public address.</summary>
    private static string HubOrigin(HubSettings settings, HttpRequest request) =>
        settings.PublicUrl is { } url ? url.GetLeftPart(UriPartial.Authority) : $"{request.Scheme}://{request.Host.ToUriComponent()}";

    private static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };

    private static byte[]? Sample(string file)
    {
        using var stream = typeof(DemoEndpoint).Assembly.GetManifestResourceStream($"shop-page/{file}");
        if (stream is null)
        {
            return null;
        }
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
