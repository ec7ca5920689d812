using System.Text.Json;

namespace Hub.Bench.Clients;

/// <summary>Reads what is needed of a SignalR JSON record without parsing all of it.</summary>
public static class HubRecord
{
    public const int Invocation = 1;
    public const int Completion = 3;

    /// <summary>The record's <c>type</c>; 0 when it has none.</summary>
    public static int TypeOf(ReadOnlySpan<byte> record)
    {
        var reader = At(record, "type"u8);
        return reader.TokenType == JsonTokenType.Number ? reader.GetInt32() : 0;
    }

    public static long IdOf(ReadOnlySpan<byte> record)
    {
        var reader = At(record, "invocationId"u8);
        return reader.TokenType == JsonTokenType.String && long.TryParse(reader.GetString(), out var id) ? id : -1;
    }

    public static ReadOnlySpan<byte> TargetOf(ReadOnlySpan<byte> record)
    {
        var reader = At(record, "target"u8);
        return reader.TokenType == JsonTokenType.String ? reader.ValueSpan : default;
    }

    public static bool IsError(ReadOnlySpan<byte> record) => At(record, "error"u8).TokenType == JsonTokenType.String;

    /// <summary>The <c>result</c> of a completion record.</summary>
    public static JsonElement ResultOf(byte[] completion)
    {
        using var document = JsonDocument.Parse(completion);
        return document.RootElement.TryGetProperty("result"u8, out var result) ? result.Clone() : default;
    }

    /// <summary>A reader that stands on the value of a top-level property, or at the end.</summary>
    private static Utf8JsonReader At(ReadOnlySpan<byte> record, ReadOnlySpan<byte> property)
    {
        var reader = new Utf8JsonReader(record);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
            {
                var isIt = reader.ValueTextEquals(property);
                reader.Read();
                if (isIt)
                {
                    return reader;
                }

                reader.Skip();
            }
        }

        return reader;
    }
}
