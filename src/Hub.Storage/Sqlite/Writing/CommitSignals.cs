using Hub.Core.Storage;
using Hub.Storage.Outbox;
using Hub.Storage.Sqlite.Searching;

namespace Hub.Storage.Sqlite.Writing;

/// <summary>Who is woken by a commit: those who wait for outgoing work, and the search indexer.</summary>
internal sealed class CommitSignals(OutboxSignals outbox, SearchProgress search, FreshDocuments fresh)
{
    public void Committed(ChangeSet changes, long lastSearch)
    {
        foreach (var entry in changes.Outbox)
        {
            outbox.Raise(entry.Consumer);
        }
        if (changes.Settlements.Count > 0)
        {
            // A settled head lets the next of its lane go; which consumer's is not worth a read.
            outbox.RaiseAll();
        }
        fresh.Put(changes);
        search.Wanted(lastSearch);
    }
}
