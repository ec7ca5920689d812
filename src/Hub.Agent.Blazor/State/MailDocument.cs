using System.Globalization;
using System.Net;
using System.Text;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Attachments;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.State;

/// <summary>Addresses that a mail's frame may fetch from; it has no cookies, so they are signed.</summary>
/// <param name="Origin">Hub's own origin, <c>https://hub.example</c>.</param>
/// <param name="Inline">Path of a picture that came with the mail.</param>
/// <param name="Remote">Path of the proxy for a remote picture by its number; null while they are hidden.</param>
public sealed record FrameAddresses(string Origin, Func<AttachmentRef, string> Inline, Func<int, string>? Remote);

/// <summary>The document shown in the frame of a formatted mail. The mail's HTML is sanitised already; the document's own policy
/// lets it fetch nothing but pictures by way of Hub, and run, send and embed nothing, whatever the HTML is.</summary>
/// <param name="Source">Content of <c>srcdoc</c>.</param>
/// <param name="RemoteImages">Pictures on other servers, shown or not.</param>
public sealed record MailDocument(string Source, int RemoteImages)
{
    /// <summary>Prefixes of everything the frame may fetch.</summary>
    public const string InlinePath = "/console/inline/";
    public const string RemotePath = "/console/remote/";

    // A frame of dots with a mountain: the place of a picture that is not shown.
    private const string Placeholder = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='48' height='36' viewBox='0 0 48 36' fill='none' "
        + "stroke='%23969ca8'%3E%3Crect x='.5' y='.5' width='47' height='35' rx='4' stroke-dasharray='3 3'/%3E%3Cpath d='m8 28 11-13 8 9 5-5 8 9'/%3E%3C/svg%3E";

    /// <summary>The bytes behind <see cref="Placeholder"/>.</summary>
    public static byte[] PlaceholderImage { get; } = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(Placeholder[(Placeholder.IndexOf(',', StringComparison.Ordinal) + 1)..]));

    /// <summary>Builds the document.</summary>
    /// <param name="mail">A message with HTML.</param>
    /// <param name="addresses">Where pictures come from.</param>
    /// <param name="texts">Words beside links and hidden pictures.</param>
    public static MailDocument Of(Message mail, FrameAddresses addresses, MailTexts texts)
    {
        var html = mail.Html ?? "";
        var body = new StringBuilder(html.Length + 1024);
        var (copied, remote) = (0, 0);
        MarkupTag? link = null;
        foreach (var tag in MarkupTag.Of(html))
        {
            switch (tag)
            {
                case { Name: "img", IsEnd: false }:
                    var isRemote = MailImages.RemoteOf(tag) is not null;
                    var source = isRemote
                        ? remote < MailImages.Most && addresses.Remote is { } proxied ? addresses.Origin + proxied(remote) : null
                        : SourceOf(tag["src"] ?? "", mail, addresses);
                    remote += isRemote ? 1 : 0;
                    body.Append(html, copied, tag.Start - copied);
                    Write(body, tag, "src", source ?? Placeholder, source is null ? ("title", texts.ImageHidden) : null);
                    copied = tag.End;
                    break;
                case { Name: "a", IsEnd: false }:
                    link = tag;
                    body.Append(html, copied, tag.Start - copied);
                    // The title shows the whole address, not what the mail would have it say.
                    Write(body, tag, "title", WebUtility.HtmlDecode(tag["href"] ?? ""), null);
                    copied = tag.End;
                    break;
                case { Name: "a", IsEnd: true } when link is not null && link["href"] is { } href:
                    body.Append(html, copied, tag.End - copied);
                    copied = tag.End;
                    if (LinkHost.Differing(href, html[link.End..tag.Start]) is { } host)
                    {
                        body.Append(" <b class=\"hub-target\">(").Append(WebUtility.HtmlEncode(string.Format(CultureInfo.InvariantCulture, texts.LinkTarget, host))).Append(")</b>");
                    }
                    link = null;
                    break;
            }
        }
        body.Append(html, copied, html.Length - copied);
        return new MailDocument(Frame(body.ToString(), addresses.Origin), remote);
    }

    /// <summary>The document around a body, with the policy that holds alone.</summary>
    public static string Frame(string body, string origin) =>
        $$"""
        <!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src {{origin}}{{InlinePath}} {{origin}}{{RemotePath}} data:; form-action 'none'; base-uri 'none'">
        <meta name="referrer" content="no-referrer"><meta http-equiv="x-dns-prefetch-control" content="off"><base target="_blank">
        <style>html{color-scheme:light;background:#fff}body{margin:12px 14px;font:14px/1.5 system-ui,sans-serif;color:#1c2024;overflow-wrap:anywhere}img{max-width:100%;height:auto}table{max-width:100%}blockquote{margin:8px 0;padding-left:12px;border-left:3px solid #d9dce1;color:#5b6270}.hub-target{color:#8a4b00;font-weight:600}</style></head><body>{{body}}</body></html>
        """;

    /// <summary>A picture that came with the mail (RFC 2392), or one that stands in it; null for what is neither.</summary>
    private static string? SourceOf(string escaped, Message mail, FrameAddresses addresses)
    {
        var source = WebUtility.HtmlDecode(escaped);
        if (source.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase))
        {
            return source;
        }
        if (!source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        var (plain, decoded) = (Id(source[4..]), Id(Uri.UnescapeDataString(source[4..])));
        return mail.Attachments.FirstOrDefault(file => file.ContentId is { } id
            && (Id(id).Equals(plain, StringComparison.OrdinalIgnoreCase) || Id(id).Equals(decoded, StringComparison.OrdinalIgnoreCase))) is { } found
            ? addresses.Origin + addresses.Inline(found)
            : null;
    }

    private static string Id(string contentId) => contentId.Trim().TrimStart('<').TrimEnd('>');

    /// <summary>The tag again, with one attribute set and perhaps another added.</summary>
    private static void Write(StringBuilder body, MarkupTag tag, string name, string value, (string Name, string Value)? more)
    {
        body.Append('<').Append(tag.Name);
        foreach (var (other, escaped) in tag.Attributes.Where(pair => pair.Name != name && pair.Name != more?.Name))
        {
            body.Append(' ').Append(other).Append("=\"").Append(escaped).Append('"');
        }
        foreach (var (set, text) in more is { } added ? new[] { (name, value), added } : [(name, value)])
        {
            body.Append(' ').Append(set).Append("=\"").Append(WebUtility.HtmlEncode(text)).Append('"');
        }
        body.Append('>');
    }
}
