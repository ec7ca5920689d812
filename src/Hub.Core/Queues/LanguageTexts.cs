using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Hub.Core.Queues;

/// <summary>Texts by language: tags such as <c>de</c> or <c>pt-br</c>, in lower case (RFC 5646).</summary>
internal static partial class LanguageTexts
{
    private const int MostLanguages = 40;

    /// <summary>The text for a language: that of the very tag, else that of its first part; null when there is neither.</summary>
    public static KeyValuePair<string, string>? Find(IReadOnlyDictionary<string, string>? texts, string? language)
    {
        if (texts is null || language is not { Length: > 0 })
        {
            return null;
        }
        var tag = language.ToLowerInvariant();
        return Of(tag) ?? Of(tag.Split('-', '_')[0]);
        KeyValuePair<string, string>? Of(string key) => texts.TryGetValue(key, out var text) ? new(key, text) : null;
    }

    /// <summary>All texts in the order of their tags.</summary>
    public static IEnumerable<KeyValuePair<string, string>> InOrder(IReadOnlyDictionary<string, string>? texts) =>
        (texts ?? FrozenDictionary<string, string>.Empty).OrderBy(static pair => pair.Key, StringComparer.Ordinal);

    /// <summary>These, and for other languages those above; null for none.</summary>
    public static IReadOnlyDictionary<string, string>? Over(IReadOnlyDictionary<string, string>? own, IReadOnlyDictionary<string, string>? above) =>
        own is null ? above
        : above is null ? own
        : InOrder(above).Where(pair => !own.ContainsKey(pair.Key)).Concat(own).ToDictionary(static pair => pair.Key, static pair => pair.Value);

    /// <summary>Without empty texts, tags in lower case; null when nothing is left.</summary>
    public static Dictionary<string, string>? Normalise(IReadOnlyDictionary<string, string>? texts)
    {
        var kept = InOrder(texts).Where(static pair => !string.IsNullOrWhiteSpace(pair.Value))
            .ToDictionary(static pair => pair.Key.ToLowerInvariant(), static pair => pair.Value);
        return kept.Count == 0 ? null : kept;
    }

    /// <summary>What is wrong with the tags, for people; null when nothing is.</summary>
    public static string? Problem(IReadOnlyDictionary<string, string>? texts)
    {
        var tags = texts?.Keys.ToList() ?? [];
        return tags.Count > MostLanguages ? $"At most {MostLanguages} languages."
            : tags.Find(static tag => !Tag().IsMatch(tag)) is { } wrong ? $"'{wrong}' is no language tag such as de or pt-br."
            : tags.Select(static tag => tag.ToLowerInvariant()).Distinct().Count() < tags.Count ? "A language stands there twice."
            : null;
    }

    [GeneratedRegex("^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
