using Hub.Core.Views;

namespace Hub.Core.Searching;

/// <summary>What a person typed into the search box, taken apart: words, exact phrases and operators.</summary>
/// <param name="Words">Free words as typed.</param>
/// <param name="Phrases">What stood in quotes, as words in order.</param>
/// <param name="Operators">Every <c>key:value</c>.</param>
public sealed record SearchExpression(string Words, IReadOnlyList<IReadOnlyList<string>> Phrases, IReadOnlyList<SearchOperator> Operators)
{
    private const int LongestText = 500;
    private const int MostOperators = 20;

    /// <summary>Reads a text. Nothing is an error here: what is no known operator is a word.</summary>
    public static SearchExpression Parse(string text)
    {
        var words = new List<string>();
        var phrases = new List<IReadOnlyList<string>>();
        var operators = new List<SearchOperator>();
        var typed = text.Length > LongestText ? text[..LongestText] : text;
        var endsOpen = typed.Length > 0 && !char.IsWhiteSpace(typed[^1]);
        foreach (var part in Split(typed))
        {
            var colon = part.Text.IndexOf(':', StringComparison.Ordinal);
            var key = colon > 0 ? part.Text[..colon].TrimStart('-') : "";
            if (!part.IsQuoted && SearchOperators.IsKey(key) && colon < part.Text.Length - 1 && operators.Count < MostOperators)
            {
                operators.Add(new SearchOperator(key.ToLowerInvariant(), part.Text[(colon + 1)..].Trim('"'), part.Text[0] == '-'));
            }
            else if (part.IsQuoted && SearchText.Words(part.Text).ToList() is { Count: > 0 } phrase)
            {
                phrases.Add(phrase);
            }
            else if (!part.IsQuoted)
            {
                words.Add(part.Text);
            }
        }
        return new SearchExpression(string.Join(' ', words) + (endsOpen ? "" : " "), phrases, operators);
    }

    /// <summary>Whether a text holds every phrase, word after word.</summary>
    public bool HoldsPhrases(string text)
    {
        if (Phrases.Count == 0)
        {
            return true;
        }
        var words = SearchText.Words(text).ToList();
        return Phrases.All(phrase => Enumerable.Range(0, Math.Max(0, words.Count - phrase.Count + 1))
            .Any(at => phrase.Select((word, i) => words[at + i] == word).All(static same => same)));
    }

    /// <summary>Pieces between blanks; quotes keep blanks together, also behind a colon.</summary>
    private static IEnumerable<(string Text, bool IsQuoted)> Split(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var isQuoted = text[at] == '"';
            var from = isQuoted ? at + 1 : at;
            var end = from;
            var isInside = isQuoted;
            while (end < text.Length && (isInside || !char.IsWhiteSpace(text[end])))
            {
                if (text[end] == '"')
                {
                    if (isQuoted)
                    {
                        break;
                    }
                    isInside = !isInside;
                }
                end++;
            }
            if (end > from)
            {
                yield return (text[from..end], isQuoted);
            }
            at = isQuoted ? end + 1 : end;
        }
    }
}

/// <summary>An operator of a search.</summary>
/// <param name="Key">Lower case.</param>
/// <param name="Value">As typed, without quotes.</param>
/// <param name="IsNegated">With a '-' in front.</param>
public sealed record SearchOperator(string Key, string Value, bool IsNegated);
