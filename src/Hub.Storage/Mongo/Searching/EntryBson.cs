using Hub.Core.Storage;
using Hub.Storage.Searching;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Searching;

/// <summary>Documents of the index: one for each searchable document, numbered in the order of first indexing, with its tokens.</summary>
internal static class EntryBson
{
    /// <summary>Puts an entry in its old place, or in the new one when there is none.</summary>
    /// <param name="document">Whose.</param>
    /// <param name="placing">Group and labels.</param>
    /// <param name="tokens">Null removes the entry.</param>
    /// <param name="number">Place of a new entry.</param>
    public static WriteModel<BsonDocument> Write(DocRef document, Placing placing, BsonArray? tokens, long number)
    {
        var id = new BsonDocument("_id", TextOf(document));
        return tokens is null ? new DeleteOneModel<BsonDocument>(id) : new UpdateOneModel<BsonDocument>(id, new BsonDocument
        {
            ["$set"] = new BsonDocument { ["group"] = TextOf(placing.Group), ["t"] = tokens },
            ["$setOnInsert"] = new BsonDocument("n", number),
        })
        {
            IsUpsert = true,
        };
    }

    public static string TextOf(DocRef document) => $"{document.Kind}/{document.Key}";

    /// <summary>Kinds hold no slash.</summary>
    public static DocRef RefOf(BsonValue stored)
    {
        var text = stored.AsString;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return new DocRef(text[..slash], text[(slash + 1)..]);
    }
}
