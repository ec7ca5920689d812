using System.Globalization;
using System.Text;
using Hub.Core.Storage;

namespace Hub.Core.Views;

/// <summary>Cuts text into the words that are indexed and looked for; the same for every engine.</summary>
/// <remarks>Words are runs of letters, digits and marks, folded (lower case, compatibility form, without diacritics, ß as ss),
/// 2 to 40 characters; longer ones are cut. E-mail addresses and numbers fall into their parts.</remarks>
public static class SearchText
{
    private const int ShortestWord = 2;
    private const int LongestWord = 40;

    /// <summary>The words in order of occurrence, with repeats.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var folded = Fold(text);
        var start = -1;
        for (var i = 0; i <= folded.Length; i++)
        {
            var isWord = i < folded.Length && char.IsLetterOrDigit(folded[i]);
            if (isWord && start < 0)
            {
                start = i;
            }
            else if (!isWord && start >= 0)
            {
                if (i - start >= ShortestWord)
                {
                    yield return folded.Substring(start, Math.Min(i - start, LongestWord));
                }
                start = -1;
            }
        }
    }

    /// <summary>What a person typed, as a query: all words must occur; the last counts as a beginning unless a blank follows it.</summary>
    /// <param name="text">At most 200 characters are read, at most 10 words.</param>
    /// <param name="labels">See <see cref="SearchQuery.Labels"/>.</param>
    /// <returns>Null when nothing searchable was typed.</returns>
    public static SearchQuery? Parse(string text, IReadOnlyList<string>? labels)
    {
        var typed = text.Length > 200 ? text[..200] : text;
        var words = Words(typed).Distinct(StringComparer.Ordinal).Take(10).ToList();
        if (words.Count == 0)
        {
            return null;
        }
        var isOpen = char.IsLetterOrDigit(typed[^1]);
        return isOpen ? new SearchQuery(words[..^1], words[^1], labels) : new SearchQuery(words, null, labels);
    }

    private static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }
        var decomposed = FieldValue.WellFormed(text).Normalize(NormalizationForm.FormKD);
        var plain = new StringBuilder(decomposed.Length);
        foreach (var c in decomposed)
        {
            if (c is 'ß' or 'ẞ')
            {
                plain.Append("ss");
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(char.ToLowerInvariant(c));
            }
        }
        return plain.ToString();
    }
}
