using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Server.Http;

/// <summary>JSON Merge Patch (RFC 7396): a missing key stays, null clears, lists replace.</summary>
public static class MergePatch
{
    /// <summary>The target with the patch applied; unknown members are ignored.</summary>
    /// <exception cref="InvalidRequestException">A member has another type than its field takes.</exception>
    public static T Apply<T>(T target, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidRequestException("body", "A patch is a JSON object.");
        }
        var merged = Merge(JsonSerializer.SerializeToNode(target, HttpJson.Options), JsonObject.Create(patch)!);
        try
        {
            return merged.Deserialize<T>(HttpJson.Options)!;
        }
        catch (JsonException fault)
        {
            throw new InvalidRequestException(
                fault.Path is { Length: > 2 } path ? path[2..] : "body", "The value has another type than this field takes.");
        }
    }

    private static JsonObject Merge(JsonNode? target, JsonObject patch)
    {
        var result = target as JsonObject ?? [];
        foreach (var (name, value) in patch.ToList())
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                patch.Remove(name);
                result[name] = value is JsonObject nested ? Merge(result[name], nested) : value;
            }
        }
        return result;
    }
}
