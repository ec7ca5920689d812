using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Channels.Email.Reading;

/// <summary>Cleans file names from outside: no path, no control or direction characters, no reserved name, not too long.</summary>
public static partial class FileNames
{
    private const int LongestBytes = 200;
    private const string Forbidden = "<>:\"|?*";

    /// <summary>A name safe to show and to save under; never empty.</summary>
    /// <param name="name">As sent; null or empty for none.</param>
    /// <param name="fallback">Used when nothing is left.</param>
    public static string Clean(string? name, string fallback)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var clean = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
        {
            // Format characters hold direction overrides: "exe.gpj" must not read "jpg.exe".
            var category = Rune.GetUnicodeCategory(rune);
            if (category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate))
            {
                clean.Append(rune.IsAscii && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal) ? "_" : rune.ToString());
            }
        }
        var text = clean.ToString().Trim('.', ' ');
        if (text.Trim('.', ' ', '_').Length == 0)
        {
            return fallback;
        }
        return Shorten(Reserved().IsMatch(text) ? $"_{text}" : text);
    }

    private static string Shorten(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= LongestBytes)
        {
            return text;
        }
        var extension = Path.GetExtension(text) is { Length: <= 12 } brief ? brief : "";
        var stem = text[..^extension.Length];
        var room = LongestBytes - Encoding.UTF8.GetByteCount(extension);
        var kept = new StringBuilder();
        foreach (var rune in stem.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }
            kept.Append(rune.ToString());
        }
        return kept.Append(extension).ToString();
    }

    [GeneratedRegex(@"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();
}
