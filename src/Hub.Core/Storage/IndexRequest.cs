namespace Hub.Core.Storage;

/// <summary>A wish to the search index; carried out in batches just after the commit and again after a crash.</summary>
public abstract record IndexRequest
{
    private IndexRequest()
    {
    }

    /// <summary>Index one document by its kind's search text.</summary>
    /// <param name="Document">What to index.</param>
    /// <param name="Group">What its hits belong to (the ticket): itself, or what its kind's search group names.</param>
    /// <param name="Labels">Who may find it: exact tokens, letters and digits only.</param>
    public sealed record Entry(DocRef Document, DocRef Group, IReadOnlyList<string> Labels) : IndexRequest;

    /// <summary>Give every indexed document of a group new labels.</summary>
    public sealed record Relabel(DocRef Group, IReadOnlyList<string> Labels) : IndexRequest;
}
