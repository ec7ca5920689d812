using Hub.Core.Views;

namespace Hub.Channels.Email.Reading;

/// <summary>Tells German from English by their commonest words; for choosing the language of a receipt.</summary>
public static class TextLanguage
{
    private const int LongestSample = 2000;
    private const int EnoughWords = 3;

    private static readonly HashSet<string> German =
        ["der", "die", "das", "und", "ich", "nicht", "ist", "mit", "sie", "wir", "ein", "eine", "für", "auf", "habe", "bitte", "mir", "meine", "zu", "von",
            "hallo", "guten", "danke", "grüßen", "grüße", "freundlichen", "viele", "sehr", "geehrte"];

    private static readonly HashSet<string> English =
        ["the", "and", "you", "not", "is", "with", "for", "this", "that", "have", "please", "my", "to", "of", "it", "are", "was", "your", "hello", "thanks",
            "regards", "dear", "hi", "we", "can"];

    /// <summary><c>de</c>, <c>en</c>, or null when it cannot be told.</summary>
    public static string? Guess(string text)
    {
        var words = FieldValue.Fold(text.Length > LongestSample ? text[..LongestSample] : text)
            .Split([' ', '\n', '\r', '\t', '.', ',', '!', '?', ':', ';', '(', ')', '"'], StringSplitOptions.RemoveEmptyEntries);
        var german = words.Count(German.Contains);
        var english = words.Count(English.Contains);
        return german >= EnoughWords && german > 2 * english ? "de"
            : english >= EnoughWords && english > 2 * german ? "en"
            : null;
    }
}
