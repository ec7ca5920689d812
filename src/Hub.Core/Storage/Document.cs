using System.Text.Json.Serialization;

namespace Hub.Core.Storage;

/// <summary>Anything the store keeps. Values are immutable; a change is a new value committed against the old version.</summary>
public abstract record Document
{
    /// <summary>1 after the insert, one more after each replace; 0 while never stored. Set by the store on reading.</summary>
    [JsonIgnore]
    public long Version { get; init; }

    /// <summary>The text of the typed id.</summary>
    [JsonIgnore]
    public abstract string Key { get; }
}

/// <summary>A document with its typed id.</summary>
public abstract record Document<TSelf> : Document where TSelf : Document<TSelf>, IDocument<TSelf>
{
    /// <summary>Never changes; unique within the kind.</summary>
    public required DocId<TSelf> Id { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Key => Id.Value;

    /// <summary>The untyped reference to this document.</summary>
    public DocRef ToRef() => Id.ToRef();
}

/// <summary>Ties a document type to its entry in the catalogue.</summary>
public interface IDocument<TSelf> where TSelf : Document<TSelf>, IDocument<TSelf>
{
    /// <summary>The one catalogue entry of this type.</summary>
    static abstract DocumentKind<TSelf> Kind { get; }
}

/// <summary>A reference to a document of any kind.</summary>
/// <param name="Kind">The kind's name, for example <c>ticket</c>.</param>
/// <param name="Key">The id's text.</param>
public readonly record struct DocRef(string Kind, string Key);
