using AngleSharp.Dom;

namespace Hub.Channels.Email.Reading;

/// <summary>How mail programs mark what they quote.</summary>
internal static class QuoteMarkup
{
    // Outlook, Outlook for the web, Entourage, Apple Mail's reference container.
    private static readonly HashSet<string> QuoteIds = new(StringComparer.OrdinalIgnoreCase)
        { "divRplyFwdMsg", "appendonsend", "OLK_SRC_BODY_SECTION", "mail-editor-reference-message-container", "reply-intro" };

    private static readonly string[] QuoteClasses = ["yahoo_quoted", "protonmail_quote", "zmail_extra", "ms-outlook-mobile-reference-message"];

    private static readonly string[] AttributionClasses = ["gmail_attr", "moz-cite-prefix"];

    /// <summary>The mark an element deserves, or null.</summary>
    public static char? Of(IElement element)
    {
        if (element.Id is { Length: > 0 } id && QuoteIds.Contains(id))
        {
            return HtmlText.QuoteMark;
        }
        if (element.ClassName is not { Length: > 0 })
        {
            return null;
        }
        return QuoteClasses.Any(element.ClassList.Contains) ? HtmlText.QuoteMark
            : AttributionClasses.Any(element.ClassList.Contains) ? HtmlText.AttributionMark
            : null;
    }
}
