using System.Text.RegularExpressions;

namespace Hub.Agent.Blazor.Texts;

/// <summary>Sentences that the rules write in English, and what they are in German.</summary>
/// <param name="sentences">In the order they are tried; {0} and {1} stand for what a sentence is about.</param>
internal sealed class SentenceTable(IEnumerable<(string English, string German)> sentences)
{
    private readonly (Regex English, string German)[] _patterns = [.. sentences.Select(static one => (PatternOf(one.English), one.German))];

    /// <summary>The sentence in German; null when it is not among them.</summary>
    public string? Find(string text)
    {
        foreach (var (english, german) in _patterns)
        {
            if (english.Match(text) is { Success: true } match)
            {
                return german.Replace("{0}", match.Groups["zero"].Value, StringComparison.Ordinal).Replace("{1}", match.Groups["one"].Value, StringComparison.Ordinal);
            }
        }
        return null;
    }

    private static Regex PatternOf(string sentence) => new(
        $"^{Regex.Escape(sentence).Replace(@"\{0}", "(?<zero>.+?)", StringComparison.Ordinal).Replace(@"\{1}", "(?<one>.+?)", StringComparison.Ordinal)}$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
}
