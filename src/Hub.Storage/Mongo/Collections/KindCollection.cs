using Hub.Core.Storage;
using Hub.Core.Views;
using Hub.Storage.Documents;
using Hub.Storage.Listing;
using MongoDB.Bson;

namespace Hub.Storage.Mongo.Collections;

/// <summary>Names, indexes and validator of the collection that holds one kind.</summary>
/// <remarks>Fields of a stored document: <c>_id</c>, <c>v</c> (version), <c>s</c> (schema number), <c>f</c> (one value for each
/// single-valued field, never null, see <see cref="Field.SortKey"/>; an array for each multi-valued one), <c>doc</c> (JSON text),
/// and <c>e</c>, which counts the commits that relied on the document without changing it.</remarks>
internal sealed class KindCollection : IKindPlace<StoredBson>
{
    // The server takes an "in" with up to 200 combinations apart and merges them in order; more it would sort in memory.
    private const int MostSeeks = 200;

    public KindCollection(DocumentKind kind)
    {
        Kind = kind;
        Name = $"d_{kind.Name}";
        Fields = kind.AllFields;
        var shapes = kind.AllIndexes.Select(static shape => (Equal: shape.EqualFields, Sort: shape.SortField)).ToList();
        MultiValued.Check(kind);
        var uncovered = Fields.Where(field => field.IsMulti && !shapes.Exists(shape => shape.Equal is [var only] && only == field));
        shapes.AddRange(uncovered.Select(static field => ((IReadOnlyList<Field>)[field], (Field?)null)));
        Indexes = [.. shapes.Select(static shape => new KindIndex(NameOf(shape.Equal, shape.Sort), shape.Equal, shape.Sort, null))];
        Choices = new KindIndexes([.. Indexes, new KindIndex("_id_", [], null, null)], MostSeeks);
    }

    public DocumentKind Kind { get; }

    public string Name { get; }

    public IReadOnlyList<Field> Fields { get; }

    /// <summary>Beside that on the id.</summary>
    public IReadOnlyList<KindIndex> Indexes { get; }

    /// <summary>What a list may be read by.</summary>
    public KindIndexes Choices { get; }

    /// <summary>Changes with what is stored beside the document, so that a changed catalogue is noticed.</summary>
    public string Fingerprint => string.Join(';', Fields.Select(static one => $"{one.Name}:{one.Type}:{(one.IsMulti ? "many" : one.NonePlace)}"));

    /// <summary>What the server demands of every write.</summary>
    public BsonDocument Validator => new("$jsonSchema", new BsonDocument
    {
        ["bsonType"] = "object",
        ["required"] = new BsonArray { "_id", "v", "s", "f", "doc" },
        ["properties"] = new BsonDocument
        {
            ["_id"] = new BsonDocument("bsonType", "string"),
            ["v"] = new BsonDocument { ["bsonType"] = "long", ["minimum"] = 1L },
            ["s"] = new BsonDocument("bsonType", "int"),
            ["e"] = new BsonDocument("bsonType", "long"),
            ["doc"] = new BsonDocument("bsonType", "string"),
            ["f"] = FieldsSchema(),
        },
    });

    public static string PathOf(Field field) => $"f.{field.Name}";

    public StoredBson RowOf(Document document, Document? previous) => StoredBson.Of(this, document);

    public static BsonDocument KeysOf(KindIndex index)
    {
        var keys = new BsonDocument();
        foreach (var field in index.Equal.Concat(index.Sort is { } sort ? [sort] : []))
        {
            keys[PathOf(field)] = 1;
        }
        keys["_id"] = 1;
        return keys;
    }

    private BsonDocument FieldsSchema()
    {
        var schema = new BsonDocument { ["bsonType"] = "object" };
        if (Fields.Count > 0)
        {
            schema["required"] = new BsonArray(Fields.Select(static field => field.Name));
            schema["properties"] = new BsonDocument(Fields.Select(static field => new BsonElement(field.Name, SchemaOf(field))));
        }
        return schema;
    }

    private static BsonDocument SchemaOf(Field field)
    {
        var value = new BsonDocument("bsonType", field.Type == FieldType.Text ? "string" : "long");
        return field.IsMulti ? new BsonDocument { ["bsonType"] = "array", ["items"] = value } : value;
    }

    private static string NameOf(IReadOnlyList<Field> equal, Field? sort) =>
        $"i_{string.Join('_', equal.Select(static field => field.Name))}__{sort?.Name}";
}
