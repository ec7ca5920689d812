using MessagePack;
using MessagePack.Formatters;
using MessagePack.Resolvers;

namespace Hub.Server.Realtime.MessagePack;

/// <summary>Gives Hub's own shapes the same keys and values in MessagePack as in JSON; everything else stays as usual.</summary>
internal sealed class JsonShapeResolver : IFormatterResolver
{
    public static JsonShapeResolver Instance { get; } = new();

    public IMessagePackFormatter<T>? GetFormatter<T>() => Of<T>.Formatter;

    private static class Of<T>
    {
        public static readonly IMessagePackFormatter<T>? Formatter =
            typeof(T) == typeof(System.Text.Json.JsonElement) || typeof(T).Assembly.GetName().Name!.StartsWith("Hub.", StringComparison.Ordinal)
                ? new JsonShapeFormatter<T>()!
                : StandardResolver.Instance.GetFormatter<T>();
    }
}
