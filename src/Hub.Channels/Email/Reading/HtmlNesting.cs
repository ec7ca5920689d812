using System.Text;
using MimeKit.Text;

namespace Hub.Channels.Email.Reading;

/// <summary>Looks at HTML before it is parsed. A parser asks its whole stack of open elements at every tag (HTML Standard, 13.2.4.3,
/// "has an element in scope"), so that nesting costs the square of its depth: a megabyte of <c>&lt;div&gt;</c> minutes.</summary>
public static class HtmlNesting
{
    /// <summary>Open elements that are still parsed; far more than any mail program writes.</summary>
    public const int Deepest = 1024;

    // An end tag that is left out is put in by the next of their kind, or there is none at all: they do not pile up.
    private static readonly HashSet<HtmlTagId> SelfEnding =
    [
        HtmlTagId.P, HtmlTagId.LI, HtmlTagId.DD, HtmlTagId.DT, HtmlTagId.TR, HtmlTagId.TD, HtmlTagId.TH, HtmlTagId.TBody, HtmlTagId.THead,
        HtmlTagId.Tfoot, HtmlTagId.Option, HtmlTagId.OptGroup, HtmlTagId.ColGroup, HtmlTagId.Html, HtmlTagId.Head, HtmlTagId.Body,
    ];

    /// <summary>Whether the HTML is nested too deeply to be parsed. Linear in its length.</summary>
    public static bool IsTooDeep(string html)
    {
        if (html.AsSpan().Count('<') <= Deepest)
        {
            return false;
        }
        var tokens = Tokens(html);
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var depth = 0;
        while (tokens.ReadNextToken(out var token))
        {
            // The slash of <div/> means nothing in HTML, and an end tag ends only what is open.
            if (token is not HtmlTagToken tag || tag.Id.IsEmptyElement() || SelfEnding.Contains(tag.Id))
            {
                continue;
            }
            var known = open.GetValueOrDefault(tag.Name);
            var step = !tag.IsEndTag ? 1 : known > 0 ? -1 : 0;
            open[tag.Name] = known + step;
            depth += step;
            if (depth > Deepest)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>What stands between the tags, blocks as lines. Linear in its length.</summary>
    public static string TextOf(string html)
    {
        var text = new StringBuilder();
        var tokens = Tokens(html);
        HtmlTagId? hidden = null;
        while (tokens.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken { Id: HtmlTagId.Style or HtmlTagId.Script or HtmlTagId.Title } tag:
                    hidden = tag.IsEndTag ? null : tag.Id;
                    break;
                case HtmlTagToken tag when HtmlText.IsBlock(tag.Name) || tag.Id == HtmlTagId.Br:
                    text.Append('\n');
                    break;
                case HtmlDataToken data when hidden is null:
                    text.Append(data.Data);
                    break;
            }
        }
        return string.Join('\n', text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private static HtmlTokenizer Tokens(string html) => new(new StringReader(html));
}
