using Hub.Core.Storage;
using Hub.Core.Views;
using MongoDB.Bson;

namespace Hub.Storage.Mongo.Searching;

/// <summary>How words, their beginnings and labels stand in the token array. Words are letters and digits, so a mark in front
/// keeps the others apart from them.</summary>
internal static class SearchTokens
{
    private const char LabelMark = '=';
    private const char BeginningMark = '^';

    // A longer beginning is looked up by the longest of these and checked in the document.
    private static readonly int[] BeginningLengths = [5, 3, 2];

    /// <summary>Each word once, its beginnings, and the labels.</summary>
    public static BsonArray Of(string text, IReadOnlyList<string> labels)
    {
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in SearchText.Words(text))
        {
            tokens.Add(word);
            foreach (var length in BeginningLengths.Where(length => length <= word.Length))
            {
                tokens.Add(BeginningMark + word[..length]);
            }
        }
        tokens.UnionWith(labels.Select(static label => LabelMark + label));
        return [.. tokens];
    }

    /// <summary>The condition on the token array; null when nothing can match.</summary>
    public static BsonDocument? Of(SearchQuery query)
    {
        if (query.Labels is { Count: 0 } || (query.Words.Count == 0 && query.Prefix is null))
        {
            return null;
        }
        // The index is entered by the first: long words are rarer than short ones, and words rarer than beginnings.
        var all = query.Words.OrderByDescending(static word => word.Length).ToList();
        var parts = new BsonArray();
        if (query.Prefix is { } prefix)
        {
            var length = BeginningLengths.First(length => length <= prefix.Length);
            all.Add(BeginningMark + prefix[..length]);
            if (prefix.Length > length)
            {
                parts.Add(Condition(new BsonDocument("$elemMatch", new BsonDocument { ["$gte"] = prefix, ["$lt"] = prefix + '\uFFFF' })));
            }
        }
        parts.Insert(0, Condition(new BsonDocument("$all", new BsonArray(all))));
        if (query.Labels is { } labels)
        {
            parts.Add(Condition(new BsonDocument("$in", new BsonArray(labels.Select(static label => LabelMark + label)))));
        }
        return new BsonDocument("$and", parts);
    }

    private static BsonDocument Condition(BsonDocument onTokens) => new("t", onTokens);
}
