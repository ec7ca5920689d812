using Hub.Core.Storage;
using Hub.Storage.Mongo.Collections;
using Hub.Storage.Mongo.Connections;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Searching;

/// <summary>Reads what is to be indexed of many documents at once.</summary>
internal sealed partial class SearchTexts(MongoConnection connection, KindCollections collections, ILogger<SearchTexts> log)
{
    /// <summary>The texts of those documents that exist and can be read: one damaged document must not stop the index.</summary>
    public async Task<Dictionary<DocRef, string>> ReadAsync(IEnumerable<DocRef> documents, CancellationToken ct)
    {
        var texts = new Dictionary<DocRef, string>();
        foreach (var group in documents.GroupBy(static document => document.Kind))
        {
            if (collections.Find(group.Key) is not { } collection)
            {
                continue;
            }
            var ids = new BsonDocument("_id", new BsonDocument("$in", new BsonArray(group.Select(static document => document.Key))));
            foreach (var stored in await connection.Collection(collection.Name).Find(ids).ToListAsync(ct).ConfigureAwait(false))
            {
                if (TextOf(collection.Kind, stored) is { } text)
                {
                    texts[new DocRef(group.Key, stored["_id"].AsString)] = text;
                }
            }
        }
        return texts;
    }

    private string? TextOf(DocumentKind kind, BsonDocument stored)
    {
        try
        {
            return kind.SearchTextOf(StoredBson.Read(kind.Type, stored));
        }
        catch (StoreCorruptException fault)
        {
            LogUnreadable(fault, kind.Name, stored["_id"].AsString);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} {Id} cannot be read and is not indexed.")]
    private partial void LogUnreadable(Exception fault, string kind, string id);
}
