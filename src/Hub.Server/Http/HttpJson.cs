using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core.Inboxes;

namespace Hub.Server.Http;

/// <summary>How the API and the hubs write JSON: camelCase, nulls written, enums as camelCase names, transports in lower case.</summary>
public static class HttpJson
{
    /// <summary>A ready set of options for code outside the request pipeline.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>Applies the conventions.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter<ChannelKind>(LowerCase.Policy, allowIntegerValues: false));
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class LowerCase : JsonNamingPolicy
    {
        public static LowerCase Policy { get; } = new();

        public override string ConvertName(string name) => name.ToLowerInvariant();
    }
}
