using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Core.Inboxes;
using Hub.Server.Http;
using Hub.Server.Realtime.Visitors;

namespace Hub.Server.Realtime.Widget;

/// <summary>The page inside the widget's frame. Only a site that the inbox allows gets it, and may show it.</summary>
internal static class FrameEndpoint
{
    public static void MapWidgetFrame(this IEndpointRouteBuilder app) => app
        .MapGet("/widget/frame", async (string? inbox, string? origin, FrameTickets frames, HttpContext context, CancellationToken ct) =>
        {
            var headers = context.Response.Headers;
            headers.CacheControl = "no-store";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            if (await frames.IssueAsync(inbox, origin, ct) is not { } issued)
            {
                headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
                return Results.Content("This site may not show this chat.\n", "text/plain", statusCode: StatusCodes.Status403Forbidden);
            }
            headers.ContentSecurityPolicy = Policy(context.Request, issued.Origin);
            return Results.Content(Page(issued.Inbox, issued.Origin, issued.Ticket), "text/html; charset=utf-8");
        })
        .ExcludeFromDescription();

    /// <summary>Names the WebSocket's address as well: older browsers do not count it as <c>'self'</c>.</summary>
    private static string Policy(HttpRequest request, string origin) => string.Join("; ",
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob: data:", "media-src 'self' blob:",
        $"connect-src 'self' {(request.IsHttps ? "wss" : "ws")}://{request.Host.ToUriComponent()}", "base-uri 'none'", "form-action 'none'",
        $"frame-ancestors {origin}");

    private static string Page(Inbox inbox, string origin, string ticket)
    {
        var title = inbox.Chat!.Title ?? inbox.Name;
        // Serialised by the default encoder, which leaves no '<' that could end the script element.
        var data = JsonSerializer.Serialize(
            new FrameData(inbox.Id.Value, origin, ticket, null, title, inbox.Chat.Color), FrameJson);
        return $"""
            <!doctype html>
            <html>
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <title>{HtmlEncoder.Default.Encode(title)}</title>
            <link rel="stylesheet" href="/widget/app.css">
            </head>
            <body>
            <script type="application/json" id="hub-frame">{data}</script>
            <script src="/widget/app.js"></script>
            </body>
            </html>

            """;
    }

    private static readonly JsonSerializerOptions FrameJson = new(HttpJson.Options) { Encoder = JavaScriptEncoder.Default };

    private sealed record FrameData(string Inbox, string ParentOrigin, string FrameTicket, string? Language, string Name, string Color);
}
