using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Core.Storage;

/// <summary>Writes a <see cref="DocId{T}"/> as its plain text, as a value and as a property name.</summary>
public sealed class DocIdJsonConverterFactory : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(DocId<>);

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<DocId<T>> where T : Document<T>, IDocument<T>
    {
        public override DocId<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString() ?? throw new JsonException("An id is a string."));

        public override void Write(Utf8JsonWriter writer, DocId<T> value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);

        public override DocId<T> ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString()!);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, DocId<T> value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.Value);
    }
}
