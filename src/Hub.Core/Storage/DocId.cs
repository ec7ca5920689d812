using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Hub.Core.Storage;

/// <summary>The id of a stored <typeparamref name="T"/>: the kind's prefix, an underscore and a version-7 GUID in hex
/// (<c>tkt_0192f3…</c>), or a deterministic tail where the catalogue says so. Opaque to callers; ordered by creation.</summary>
[JsonConverter(typeof(DocIdJsonConverterFactory))]
public readonly record struct DocId<T>(string Value) where T : Document<T>, IDocument<T>
{
    /// <summary>A new id whose order follows <paramref name="clock"/>.</summary>
    public static DocId<T> New(TimeProvider clock) => New(clock.GetUtcNow());

    /// <summary>A new id whose order follows <paramref name="at"/>.</summary>
    public static DocId<T> New(DateTimeOffset at) => new($"{T.Kind.Prefix}_{Guid.CreateVersion7(at):n}");

    /// <summary>Reads an id from outside; false unless it carries this kind's prefix and only letters, digits, '-' or '_'.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DocId<T> id)
    {
        var prefix = T.Kind.Prefix;
        var ok = text is { Length: > 4 and <= 200 } && text.StartsWith(prefix, StringComparison.Ordinal)
            && text.Length > prefix.Length && text[prefix.Length] == '_'
            && !text.AsSpan().ContainsAnyExcept(IdCharacters.Allowed);
        id = ok ? new DocId<T>(text!) : default;
        return ok;
    }

    /// <summary>The untyped reference to the same document.</summary>
    public DocRef ToRef() => new(T.Kind.Name, Value);

    /// <summary>The opaque text.</summary>
    public override string ToString() => Value;
}
