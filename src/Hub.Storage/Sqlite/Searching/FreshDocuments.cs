using System.Collections.Concurrent;
using Hub.Core.Storage;

namespace Hub.Storage.Sqlite.Searching;

/// <summary>Documents just committed that wait for the search index, so that it need not read them back. Holds what fits; the rest
/// is read from the store.</summary>
internal sealed class FreshDocuments
{
    // Some seconds of a busy installation.
    private const int Capacity = 8192;
    private readonly ConcurrentDictionary<DocRef, Document> _documents = new();

    // At least as many as are held: the dictionary's own count takes all its locks, and the writer has no time for that.
    private int _atMost;

    /// <summary>Called by the writer after each commit, in the order of commits.</summary>
    public void Put(ChangeSet changes)
    {
        foreach (var request in changes.Index)
        {
            if (request is IndexRequest.Entry entry)
            {
                Put(entry.Document, WrittenBy(changes, entry.Document));
            }
        }
    }

    /// <summary>The document as it was committed last; null when it is not held.</summary>
    public Document? Take(DocRef document)
    {
        if (!_documents.TryRemove(document, out var found))
        {
            return null;
        }
        Interlocked.Decrement(ref _atMost);
        return found;
    }

    private void Put(DocRef key, Document? document)
    {
        if (document is not null && HasRoom())
        {
            Interlocked.Increment(ref _atMost);
            _documents[key] = document;
        }
        else
        {
            // What is held of it is older than what the store holds now.
            Take(key);
        }
    }

    private bool HasRoom()
    {
        if (Volatile.Read(ref _atMost) >= Capacity)
        {
            Volatile.Write(ref _atMost, _documents.Count);
        }
        return Volatile.Read(ref _atMost) < Capacity;
    }

    private static Document? WrittenBy(ChangeSet changes, DocRef document)
    {
        foreach (var write in changes.Writes)
        {
            var written = write switch
            {
                Write.Insert insert => insert.Document,
                Write.Replace replace => replace.Document,
                _ => null,
            };
            if (written?.Key == document.Key)
            {
                return written;
            }
        }
        return null;
    }
}
