using Hub.Core.Views;

namespace Hub.Core.Storage;

/// <summary>One noun as every storage engine sees it: name, id prefix, filterable fields, unique keys, search text and
/// the index shapes its views need. A new noun is one such entry and no adapter code.</summary>
public abstract class DocumentKind
{
    private protected DocumentKind(string name, string prefix, Type type)
    {
        Name = name;
        Prefix = prefix;
        Type = type;
    }

    /// <summary>Collection or table name: lower-case letters, digits and '_'. Never changes.</summary>
    public string Name { get; }

    /// <summary>What its ids start with (without the underscore).</summary>
    public string Prefix { get; }

    /// <summary>The document type.</summary>
    public Type Type { get; }

    /// <summary>The number of the stored shape. Readers accept this and the previous one.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Whether its documents belong to this installation alone: they are not exported, and a store that holds nothing else
    /// is empty to an import.</summary>
    public bool IsLocal { get; init; }

    /// <summary>The fields in declaration order.</summary>
    public abstract IReadOnlyList<Field> AllFields { get; }

    /// <summary>The index shapes in declaration order.</summary>
    public abstract IReadOnlyList<IndexShape> AllIndexes { get; }

    /// <summary>The field that names what hits of this kind belong to, by id; null when each document stands for itself. An index
    /// shape begins with it.</summary>
    public abstract Field? SearchGroupField { get; }

    /// <summary>Whether documents of this kind are found by their words.</summary>
    public abstract bool IsSearched { get; }

    /// <summary>Whether documents of this kind hold sealed texts.</summary>
    public abstract bool HasSecrets { get; }

    /// <summary>The document with other sealed texts, see <see cref="DocumentSecrets{T}"/>; itself when the kind has none.</summary>
    public abstract Document? MapSecrets(Document document, Func<string, string?> map);

    /// <summary>What an operator must know when the secrets of the document are left out.</summary>
    public abstract string WhenSecretsAreLost(Document document);

    /// <summary>The unique keys a document of this kind must hold as long as it exists.</summary>
    public abstract IEnumerable<UniqueKey> KeysOf(Document document);

    /// <summary>The text under which the document is found, or null when the kind is not searched.</summary>
    public abstract string? SearchTextOf(Document document);
}

/// <inheritdoc/>
public sealed class DocumentKind<T>(string name, string prefix) : DocumentKind(name, prefix, typeof(T))
    where T : Document<T>, IDocument<T>
{
    /// <summary>What may be filtered and sorted by.</summary>
    public IReadOnlyList<Field<T>> Fields { get; init; } = [];

    /// <summary>Equality fields, then the sort field; the id always follows.</summary>
    public IReadOnlyList<IndexShape<T>> Indexes { get; init; } = [];

    /// <summary>The keys a document holds; a change set claims and releases them by difference.</summary>
    public Func<T, IEnumerable<UniqueKey>> Keys { get; init; } = static _ => [];

    /// <summary>The sealed texts the documents hold; null when there are none.</summary>
    public DocumentSecrets<T>? Secrets { get; init; }

    /// <summary>The document's words; null when it is not searched.</summary>
    public Func<T, string>? SearchText { get; init; }

    /// <summary>See <see cref="SearchGroupField"/>.</summary>
    public Field<T>? SearchGroup { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Field> AllFields => Fields;

    /// <inheritdoc/>
    public override IReadOnlyList<IndexShape> AllIndexes => Indexes;

    /// <inheritdoc/>
    public override Field? SearchGroupField => SearchGroup;

    /// <inheritdoc/>
    public override bool IsSearched => SearchText is not null;

    /// <inheritdoc/>
    public override bool HasSecrets => Secrets is not null;

    /// <inheritdoc/>
    public override Document? MapSecrets(Document document, Func<string, string?> map) =>
        Secrets is null ? document : Secrets.Map((T)document, map);

    /// <inheritdoc/>
    public override string WhenSecretsAreLost(Document document) => Secrets?.WhenLost((T)document) ?? "";

    /// <inheritdoc/>
    public override IEnumerable<UniqueKey> KeysOf(Document document) => Keys((T)document);

    /// <inheritdoc/>
    public override string? SearchTextOf(Document document) => SearchText?.Invoke((T)document);
}

/// <summary>An index: equality on each of <see cref="EqualFields"/>, then order by <see cref="SortField"/> and id.</summary>
public abstract record IndexShape
{
    /// <summary>Fields compared for equality, most selective first.</summary>
    public abstract IReadOnlyList<Field> EqualFields { get; }

    /// <summary>The field that orders; null for order by id alone.</summary>
    public abstract Field? SortField { get; }
}

/// <inheritdoc/>
public sealed record IndexShape<T>(IReadOnlyList<Field<T>> Equal, Field<T>? Sort) : IndexShape where T : Document
{
    /// <inheritdoc/>
    public override IReadOnlyList<Field> EqualFields => Equal;

    /// <inheritdoc/>
    public override Field? SortField => Sort;
}
