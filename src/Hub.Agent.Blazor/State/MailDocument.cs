using System.Text.RegularExpressions;
using Hub.Core.Attachments;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.State;

/// <summary>The document shown in the frame of a formatted mail. The mail's HTML is sanitised already; the document's own policy
/// keeps it from fetching anything but its inline pictures, and remote pictures once asked for.</summary>
/// <param name="Source">Content of <c>srcdoc</c>.</param>
/// <param name="RemoteImages">Pictures on other servers, shown or not.</param>
public sealed partial record MailDocument(string Source, int RemoteImages)
{
    /// <summary>Builds the document.</summary>
    /// <param name="mail">A message with HTML.</param>
    /// <param name="showsImages">Whether remote pictures may be fetched.</param>
    /// <param name="origin">Hub's own origin, <c>https://hub.example</c>.</param>
    /// <param name="addressOf">A signed address for an inline picture; the frame has no cookies.</param>
    public static MailDocument Of(Message mail, bool showsImages, string origin, Func<AttachmentRef, string> addressOf)
    {
        var html = mail.Html ?? "";
        foreach (var file in mail.Attachments.Where(static file => file.ContentId is not null))
        {
            html = html.Replace($"cid:{file.ContentId}", origin + addressOf(file), StringComparison.OrdinalIgnoreCase);
        }
        var images = showsImages ? $"{origin} data: https: http:" : $"{origin} data:";
        var remote = RemoteImage().Matches(html).Count(match => !match.Value.Contains(origin, StringComparison.OrdinalIgnoreCase));
        return new MailDocument(
            $$"""
            <!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src {{images}}">
            <meta name="referrer" content="no-referrer"><base target="_blank">
            <style>html{color-scheme:light;background:#fff}body{margin:12px 14px;font:14px/1.5 system-ui,sans-serif;color:#1c2024;overflow-wrap:anywhere}img{max-width:100%;height:auto}table{max-width:100%}blockquote{margin:8px 0;padding-left:12px;border-left:3px solid #d9dce1;color:#5b6270}</style></head><body>{{html}}</body></html>
            """, remote);
    }

    [GeneratedRegex("""(?:src\s*=\s*["']?|url\(\s*["']?)https?://[^"'\s)>]+""", RegexOptions.IgnoreCase)]
    private static partial Regex RemoteImage();
}
