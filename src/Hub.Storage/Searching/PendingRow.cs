using Hub.Core.Storage;

namespace Hub.Storage.Searching;

/// <summary>What a pending row asks of the search index; numbers are stored.</summary>
internal enum PendingOperation
{
    Index = 0,
    Relabel = 1,
    Remove = 2,
}

/// <summary>A stored wish to the search index.</summary>
internal sealed record PendingRow(long Seq, PendingOperation Operation, DocRef Document, DocRef Group, IReadOnlyList<string> Labels);
