using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ganss.Xss;

namespace Hub.Channels.Email.Reading;

/// <summary>Makes HTML from outside safe to store and show: an allow-list of elements, attributes and styles. What shows it adds a
/// sandbox of its own; each must hold alone.</summary>
/// <remarks>Addresses of remote images stay: whether they are fetched is decided where the mail is shown. <c>cid:</c> stays too.</remarks>
public static class HtmlCleaner
{
    /// <summary>Longer HTML is kept in the raw mail only.</summary>
    public const int LongestHtml = 1_000_000;

    private static readonly string[] Tags =
    [
        "a", "abbr", "address", "article", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup",
        "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strike",
        "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
    ];

    private static readonly string[] Attributes =
    [
        "align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "cite", "color", "cols", "colspan", "datetime", "dir", "face", "height",
        "href", "hspace", "lang", "nowrap", "rowspan", "size", "span", "src", "start", "style", "summary", "title", "type", "valign", "vspace", "width",
    ];

    // No position, z-index, content or anything that fetches: a mail stays inside its frame and loads nothing by itself.
    private static readonly string[] Styles =
    [
        "background-color", "border", "border-bottom", "border-bottom-color", "border-bottom-style", "border-bottom-width", "border-collapse",
        "border-color", "border-left", "border-left-color", "border-left-style", "border-left-width", "border-radius", "border-right",
        "border-right-color", "border-right-style", "border-right-width", "border-spacing", "border-style", "border-top", "border-top-color",
        "border-top-style", "border-top-width", "border-width", "clear", "color", "direction", "display", "float", "font", "font-family",
        "font-size", "font-style", "font-variant", "font-weight", "height", "letter-spacing", "line-height", "list-style-type", "margin",
        "margin-bottom", "margin-left", "margin-right", "margin-top", "max-height", "max-width", "min-height", "min-width", "padding",
        "padding-bottom", "padding-left", "padding-right", "padding-top", "table-layout", "text-align", "text-decoration",
        "text-decoration-color", "text-decoration-line", "text-decoration-style", "text-indent", "text-transform", "vertical-align",
        "visibility", "white-space", "width", "word-break", "word-spacing", "word-wrap",
    ];

    private static readonly string[] Schemes = ["http", "https", "mailto", "tel", "cid"];

    private static readonly string[] DataImages = ["data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp"];

    private const string Dropped = "script,style,head>title,template,noscript,object,embed,iframe,frame,frameset,applet,form input,textarea,select,svg,math,base,meta,link";

    private static readonly HtmlSanitizer Sanitizer = Make();

    /// <summary>Parses without running or loading anything.</summary>
    /// <remarks>By the sanitiser's own parser, which knows CSS; without it every style would be lost.</remarks>
    public static IHtmlDocument Parse(string html) => Sanitizer.HtmlParserFactory().ParseDocument(html);

    /// <summary>The safe HTML of a document's body; the document is changed. Null when nothing is left.</summary>
    /// <param name="document">At most <see cref="HtmlText.DeepestTree"/> deep.</param>
    public static string? Clean(IHtmlDocument document)
    {
        foreach (var element in document.QuerySelectorAll(Dropped))
        {
            element.Remove();
        }
        Sanitizer.SanitizeDom(document);
        var html = document.Body?.InnerHtml.Trim();
        return string.IsNullOrEmpty(html) ? null : Charsets.Clean(html);
    }

    /// <summary>The safe form of an HTML fragment, or null when it is too large, too deep or empty.</summary>
    public static string? Clean(string html)
    {
        if (html.Length > LongestHtml || HtmlNesting.IsTooDeep(html))
        {
            return null;
        }
        using var document = Parse(html);
        return document.Body is { } body && HtmlText.Convert(body).Depth <= HtmlText.DeepestTree ? Clean(document) : null;
    }

    private static HtmlSanitizer Make()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(Tags, StringComparer.OrdinalIgnoreCase) { "html", "head", "body" },
            AllowedAttributes = new HashSet<string>(Attributes, StringComparer.OrdinalIgnoreCase),
            AllowedCssProperties = new HashSet<string>(Styles, StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(Schemes, StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["href", "src", "cite"], StringComparer.OrdinalIgnoreCase),
        })
        {
            KeepChildNodes = true,
        };
        sanitizer.FilterUrl += static (_, url) => url.SanitizedUrl = IsDataImage(url.Tag, url.OriginalUrl) ? url.OriginalUrl : Absolute(url.SanitizedUrl?.Trim());
        sanitizer.PostProcessNode += static (_, processed) =>
        {
            if (processed.Node is IHtmlAnchorElement link)
            {
                link.SetAttribute("rel", "noopener noreferrer nofollow");
                link.SetAttribute("target", "_blank");
            }
        };
        return sanitizer;
    }

    private static bool IsDataImage(IElement tag, string url) => tag.LocalName == "img"
        && DataImages.Any(kind => url.StartsWith(kind, StringComparison.OrdinalIgnoreCase) && url.Length > kind.Length && url[kind.Length] is ';' or ',');

    // A mail has no address of its own: what is relative in it would lead into Hub.
    private static string? Absolute(string? url) =>
        url is null ? null
        : Schemes.Any(scheme => url.StartsWith($"{scheme}:", StringComparison.OrdinalIgnoreCase)) ? url
        : url.StartsWith("//", StringComparison.Ordinal) && url.Length > 2 && url[2] is not ('/' or '\\') ? $"https:{url}"
        : null;
}
