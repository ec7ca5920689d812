using AngleSharp.Dom;

namespace Hub.Channels.Email.Reading;

/// <summary>How mail programs mark what they quote, and how Hub marks what it writes.</summary>
internal static class QuoteMarkup
{
    /// <summary>The class around every HTML answer that Hub sends.</summary>
    public const string OwnReply = "hub-reply";

    // Outlook, Outlook for the web, Entourage, Apple Mail's and Outlook's reference containers, Zoho.
    private static readonly HashSet<string> QuoteIds = new(StringComparer.OrdinalIgnoreCase)
    {
        "divRplyFwdMsg", "appendonsend", "OLK_SRC_BODY_SECTION", "mail-editor-reference-message-container", "reply-intro", "yahoo_quoted",
    };

    private static readonly HashSet<string> QuoteClasses = new(StringComparer.OrdinalIgnoreCase)
        { "yahoo_quoted", "zmail_extra", "ms-outlook-mobile-reference-message", OwnReply };

    // The quote itself is a blockquote there, and answers stand between its pieces.
    private static readonly HashSet<string> AttributionClasses = new(StringComparer.OrdinalIgnoreCase)
        { "gmail_attr", "moz-cite-prefix", "protonmail_quote" };

    // Gmail, Thunderbird, Proton, Outlook for the web and on telephones.
    private static readonly HashSet<string> Signatures = new(StringComparer.OrdinalIgnoreCase)
        { "gmail_signature", "moz-signature", "protonmail_signature_block", "ms-outlook-mobile-signature", "Signature" };

    /// <summary>The mark an element deserves, or null.</summary>
    public static char? Of(IElement element)
    {
        // What a blockquote holds is quoted line by line.
        if (element.LocalName == "blockquote")
        {
            return null;
        }
        return QuoteIds.Contains(Bare(element.Id)) || HasClass(element, QuoteClasses) ? HtmlText.QuoteMark
            : HasClass(element, AttributionClasses) ? HtmlText.AttributionMark
            : null;
    }

    /// <summary>Whether an element holds a signature.</summary>
    public static bool IsSignature(IElement element) => Signatures.Contains(Bare(element.Id)) || HasClass(element, Signatures);

    private static bool HasClass(IElement element, HashSet<string> known) =>
        element.ClassName is { Length: > 0 and < 500 } && element.ClassList.Any(name => known.Contains(Bare(name)));

    // Outlook for the web puts x_ before the ids and classes of what it shows, once more for each answer.
    private static string Bare(string? name)
    {
        var bare = name ?? "";
        while (bare.StartsWith("x_", StringComparison.OrdinalIgnoreCase))
        {
            bare = bare[2..];
        }
        return bare;
    }
}
