using Hub.Core.Storage;

namespace Hub.Storage.Documents;

/// <summary>Where an engine keeps one kind: a table, a collection.</summary>
internal interface IKindPlace<TRow> where TRow : class, IStoredRow
{
    DocumentKind Kind { get; }

    /// <summary>What is stored of a document.</summary>
    /// <param name="document">What.</param>
    /// <param name="previous">What it takes the place of; null when it is new.</param>
    TRow RowOf(Document document, Document? previous);
}

/// <summary>What is stored of one document, worked out before it is written.</summary>
internal interface IStoredRow
{
    /// <summary>Bytes of the body.</summary>
    int Size { get; }
}
