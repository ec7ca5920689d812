using System.Text;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Storage.Sqlite.Searching;

/// <summary>How words and labels stand in the full-text table. Its tokenizer cuts at ASCII separators only and folds ASCII letters,
/// so Core's words pass through it unchanged.</summary>
/// <remarks>A label begins with a private-use character, which no word contains (words are letters and digits), and marks its
/// capital letters, which the tokenizer would fold.</remarks>
internal static class SearchTokens
{
    private const char LabelMark = '\uE000';
    private const char CapitalMark = '\uE001';

    /// <summary>The text to index: each word once, then the labels.</summary>
    public static string Of(string text, IReadOnlyList<string> labels)
    {
        var tokens = new StringBuilder();
        foreach (var word in SearchText.Words(text).Distinct(StringComparer.Ordinal))
        {
            tokens.Append(word).Append(' ');
        }
        foreach (var label in labels)
        {
            AppendLabel(tokens, label);
            tokens.Append(' ');
        }
        return tokens.ToString();
    }

    /// <summary>The query in the engine's language; null when nothing can match.</summary>
    public static string? Of(SearchQuery query)
    {
        if (query.Labels is { Count: 0 } || (query.Words.Count == 0 && query.Prefix is null))
        {
            return null;
        }
        var text = new StringBuilder();
        foreach (var word in query.Words)
        {
            text.Append(text.Length == 0 ? "" : " AND ").Append('"').Append(word).Append('"');
        }
        if (query.Prefix is { } prefix)
        {
            text.Append(text.Length == 0 ? "" : " AND ").Append('"').Append(prefix).Append("\" *");
        }
        if (query.Labels is { } labels)
        {
            text.Append(" AND (");
            for (var i = 0; i < labels.Count; i++)
            {
                text.Append(i == 0 ? "\"" : " OR \"");
                AppendLabel(text, labels[i]);
                text.Append('"');
            }
            text.Append(')');
        }
        return text.ToString();
    }

    private static void AppendLabel(StringBuilder text, string label)
    {
        text.Append(LabelMark);
        foreach (var c in label.Where(char.IsAsciiLetterOrDigit))
        {
            if (char.IsAsciiLetterUpper(c))
            {
                text.Append(CapitalMark);
            }
            text.Append(char.ToLowerInvariant(c));
        }
    }
}
