using System.Text.Json;
using Hub.Core.Storage;

namespace Hub.Storage.Documents;

/// <summary>The stored text of a document and back.</summary>
internal static class StoredDocument
{
    public static byte[] Write(Document document) =>
        JsonSerializer.SerializeToUtf8Bytes(document, document.GetType(), HubJson.Options);

    public static T Read<T>(ReadOnlySpan<byte> json, long version) where T : Document =>
        (T)Read(typeof(T), json, version);

    public static Document Read(Type type, ReadOnlySpan<byte> json, long version)
    {
        try
        {
            var document = (Document?)JsonSerializer.Deserialize(json, type, HubJson.Options)
                ?? throw new StoreCorruptException($"A stored {type.Name} is empty.");
            return document with { Version = version };
        }
        catch (JsonException fault)
        {
            throw new StoreCorruptException($"A stored {type.Name} cannot be read: {fault.Message}", fault);
        }
    }
}
