using System.Text;
using Hub.Core.Storage;
using Hub.Storage.Documents;
using Hub.Storage.Listing;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Collections;

/// <summary>What is stored of one document: its JSON as text, its fields as values that compare as Core compares them.</summary>
internal sealed class StoredBson : IStoredRow
{
    private readonly BsonDocument _fields;
    private readonly string _body;
    private readonly int _schema;

    private StoredBson(string id, int schema, BsonDocument fields, byte[] body)
    {
        Id = id;
        Size = body.Length;
        _schema = schema;
        _fields = fields;
        _body = Encoding.UTF8.GetString(body);
    }

    public string Id { get; }

    public int Size { get; }

    public static StoredBson Of(KindCollection collection, Document document) =>
        new(document.Key, collection.Kind.Schema, FieldsOf(collection, document), StoredDocument.Write(document));

    public static Document Read(Type type, BsonDocument stored) =>
        StoredDocument.Read(type, Encoding.UTF8.GetBytes(stored["doc"].AsString), stored["v"].AsInt64);

    public static T Read<T>(BsonDocument stored) where T : Document => (T)Read(typeof(T), stored);

    /// <summary>The whole document, new.</summary>
    public BsonDocument ToInsert() => new()
    {
        ["_id"] = Id,
        ["v"] = 1L,
        ["s"] = _schema,
        ["f"] = _fields,
        ["doc"] = _body,
    };

    /// <summary>The document under the version it had elsewhere; one that is there stays.</summary>
    public WriteModel<BsonDocument> ToPut(long version)
    {
        var whole = ToInsert();
        whole["v"] = version;
        whole.Remove("_id");
        return new UpdateOneModel<BsonDocument>(new BsonDocument("_id", Id), new BsonDocument("$setOnInsert", whole)) { IsUpsert = true };
    }

    /// <summary>What a replace changes; the index on a value that stays as it is stays untouched.</summary>
    public BsonDocument ToUpdate() => new()
    {
        ["$set"] = new BsonDocument { ["s"] = _schema, ["f"] = _fields, ["doc"] = _body },
        ["$inc"] = new BsonDocument("v", 1L),
    };

    /// <summary>What a refill changes.</summary>
    public BsonDocument ToFill() => new("$set", new BsonDocument("f", _fields));

    public static BsonValue ToBson(StoredValue value) => value.Text is { } text ? new BsonString(text) : new BsonInt64(value.Number);

    private static BsonDocument FieldsOf(KindCollection collection, Document document)
    {
        var fields = new BsonDocument();
        foreach (var field in collection.Fields)
        {
            fields[field.Name] = field.IsMulti
                ? new BsonArray(field.ValuesOf(document).Distinct().Select(static value => ToBson(StoredValue.Of(value))))
                : ToBson(StoredValue.Of(field, field.ValueOf(document)));
        }
        return fields;
    }
}
