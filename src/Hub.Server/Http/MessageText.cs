using Hub.Channels.Email.Reading;

namespace Hub.Server.Http;

/// <summary>The two forms of a body that a caller may give one of.</summary>
public sealed record MessageText(string Text, string? Html)
{
    /// <summary>Longer texts belong into a file.</summary>
    private const int LongestText = 500_000;

    /// <summary>Plain text, and sanitised HTML when HTML was given.</summary>
    /// <exception cref="InvalidRequestException">None was given and there is no file instead, or it is too long.</exception>
    public static MessageText Read(string? text, string? html, bool hasFiles, string prefix)
    {
        if (text is null && html is null && !hasFiles)
        {
            throw new InvalidRequestException($"{prefix}text", "A text or html is needed.");
        }
        if (text?.Length > LongestText)
        {
            throw new InvalidRequestException($"{prefix}text", $"At most {LongestText} characters.");
        }
        if (html is null)
        {
            return new MessageText(text ?? "", null);
        }
        if (HtmlCleaner.Clean(html) is not { } clean)
        {
            throw new InvalidRequestException($"{prefix}html", $"HTML of at most {HtmlCleaner.LongestHtml} characters with something to read in it.");
        }
        using var document = HtmlCleaner.Parse(clean);
        return new MessageText(text ?? HtmlText.WithoutMarks(HtmlText.Convert(document.Body!).Marked), clean);
    }
}
