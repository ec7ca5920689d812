namespace Hub.Channels.Email.Reading;

/// <summary>The body of a mail in the three forms Hub keeps.</summary>
/// <param name="Text">The whole as plain text.</param>
/// <param name="VisibleText">Without quotes and signature; null when equal.</param>
/// <param name="Html">Sanitised; null when there is none.</param>
public sealed record MailBody(string Text, string? VisibleText, string? Html)
{
    private const int LongestParsed = 5_000_000;
    private const int MostLinks = 5_000;

    /// <summary>Ids of the images that the HTML shows.</summary>
    public IReadOnlySet<string> ShownImages { get; init; } = new HashSet<string>();

    /// <summary>Whether the mail has HTML that is not kept because it is beyond the limits.</summary>
    public bool IsTextOnly { get; init; }

    /// <summary>Chooses and converts: HTML for display, text for search and quotes.</summary>
    public static MailBody Of(MailParts parts)
    {
        var plain = parts.Plain?.ReplaceLineEndings("\n").Trim('\n');
        if (parts.Html is not { } html)
        {
            var text = plain ?? "";
            return new MailBody(text, QuoteFolder.Fold(text), null);
        }
        if (html.Length > LongestParsed || HtmlNesting.IsTooDeep(html))
        {
            var text = plain ?? MailParts.Cut(Charsets.Clean(HtmlNesting.TextOf(html)));
            return new MailBody(text, QuoteFolder.Fold(text), null) { IsTextOnly = true };
        }
        using var document = HtmlCleaner.Parse(html);
        var (marked, depth) = document.Body is { } body ? HtmlText.Convert(body) : ("", 0);
        marked = MailParts.Cut(Charsets.Clean(marked));
        var hasMarks = HtmlText.HasMarks(marked);
        var whole = plain ?? HtmlText.WithoutMarks(marked);
        var visible = hasMarks || plain is null ? QuoteFolder.Fold(marked) : QuoteFolder.Fold(plain);
        if (depth > HtmlText.DeepestTree || html.Length > HtmlCleaner.LongestHtml || document.QuerySelectorAll("a[href]").Length > MostLinks)
        {
            return new MailBody(whole, visible, null) { IsTextOnly = true };
        }
        var shown = InlineImages.Link(document, parts.Files);
        return new MailBody(whole, visible, HtmlCleaner.Clean(document)) { ShownImages = shown };
    }
}
