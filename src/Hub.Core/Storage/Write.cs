namespace Hub.Core.Storage;

/// <summary>One write of a change set; a closed set of cases.</summary>
public abstract record Write
{
    private Write()
    {
    }

    /// <summary>A new document, stored as version 1.</summary>
    public sealed record Insert(DocumentKind Kind, Document Document) : Write;

    /// <summary>A new value of an existing document, stored as <paramref name="Expected"/> + 1.</summary>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Document">The new value.</param>
    /// <param name="Expected">The version that must be stored.</param>
    /// <param name="Previous">The value of that version, so that an engine need not write again what stays.</param>
    public sealed record Replace(DocumentKind Kind, Document Document, long Expected, Document Previous) : Write;

    /// <summary>The end of a document.</summary>
    public sealed record Delete(DocumentKind Kind, string Key, long Expected) : Write;

    /// <summary>No change, but the document must be of this version.</summary>
    public sealed record Expect(DocumentKind Kind, string Key, long Version) : Write;

    /// <summary>Takes a unique key.</summary>
    public sealed record Claim(UniqueKey Key, DocRef Holder) : Write;

    /// <summary>Gives a unique key back.</summary>
    public sealed record Release(UniqueKey Key, DocRef Holder) : Write;
}
