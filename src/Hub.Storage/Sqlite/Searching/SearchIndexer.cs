using Hub.Core.Storage;
using Hub.Storage.Documents;
using Hub.Storage.Searching;
using Hub.Storage.Sqlite.Connections;
using Hub.Storage.Sqlite.Tables;
using Hub.Storage.Sqlite.Writing;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.Sqlite.Searching;

/// <summary>Grants stored wishes in batches just after their commits. What a crash leaves is granted at the next start.</summary>
internal sealed partial class SearchIndexer : IAsyncDisposable
{
    private const int RowsAtATime = 400;

    // A write of this size keeps other commits waiting for a few milliseconds at most.
    private const int DocumentsAtATime = 100;
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);
    private readonly SqliteReaders _readers;
    private readonly SqliteWriter _writer;
    private readonly KindTables _tables;
    private readonly SearchProgress _progress;
    private readonly FreshDocuments _fresh;
    private readonly TimeSpan _delay;
    private readonly ILogger<SearchIndexer> _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _hurry = new(0);
    private readonly Task _loop;

    public SearchIndexer(SqliteReaders readers, SqliteWriter writer, KindTables tables, SearchProgress progress, FreshDocuments fresh,
        TimeSpan delay, ILogger<SearchIndexer> log)
    {
        _readers = readers;
        _writer = writer;
        _tables = tables;
        _progress = progress;
        _fresh = fresh;
        _delay = delay;
        _log = log;
        _progress.Wanted(readers.Read(static session => session.Prepare("SELECT max(seq) FROM search_pending").First(static row => row.Int64(0))));
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Completes when everything committed before the call is indexed.</summary>
    public Task WhenDone() => _progress.WhenDone(() => _hurry.Release());

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stop.Dispose();
        _hurry.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _progress.Work.WaitAsync(_stop.Token).ConfigureAwait(false);
                // Filling a batch is paced by the machine, not by the clock of the rules.
                await _hurry.WaitAsync(_delay, _stop.Token).ConfigureAwait(false);
                await DrainAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The loop must outlive every fault: what is left stays stored and is tried again.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                LogFault(fault);
                await Task.Delay(AfterFault, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task DrainAsync()
    {
        // Beyond what is known, a fresh document may be older than its row: the entry would keep words that are gone.
        while (_readers.Read(session => PendingRows.Oldest(session, _progress.Known, RowsAtATime)) is { Count: > 0 } rows)
        {
            var batch = _readers.Read(session => SearchBatch.Of(rows, group => EntryRows.OfGroup(session, _tables, group)));
            var parts = batch.Placed.Chunk(DocumentsAtATime).Select(Read).ToList();
            foreach (var entries in parts.SkipLast(1))
            {
                await _writer.RunAsync(context => Write(context, entries), _stop.Token).ConfigureAwait(false);
            }
            var last = parts.LastOrDefault([]);
            await _writer.RunAsync(context => Write(context, last) && Delete(context, batch.LastSeq), _stop.Token).ConfigureAwait(false);
            _progress.Done(batch.LastSeq);
        }
    }

    private List<Entry> Read(KeyValuePair<DocRef, Placing>[] part) =>
        _readers.Read(session => part.Select(pair => Read(session, pair.Key, pair.Value)).ToList());

    private Entry Read(SqliteSession session, DocRef document, Placing placing)
    {
        var fresh = _fresh.Take(document);
        if (placing.IsRemoved || _tables.Find(document.Kind) is not { } table)
        {
            return new Entry(document, placing.Group, null);
        }
        var text = fresh is null ? TextOf(session, table, document) : table.Kind.SearchTextOf(fresh);
        return new Entry(document, placing.Group, text is null ? null : SearchTokens.Of(text, placing.Labels));
    }

    /// <summary>Null when there is no such document, or none that can be read: one damaged row must not stop the index.</summary>
    private string? TextOf(SqliteSession session, KindTable table, DocRef document)
    {
        try
        {
            var stored = session.Prepare(table.SelectDocument).Bind(document.Key)
                .First(row => StoredDocument.Read(table.Kind.Type, row.Bytes(1), row.Int64(0)));
            return stored is null ? null : table.Kind.SearchTextOf(stored);
        }
        catch (StoreCorruptException fault)
        {
            LogUnreadable(fault, document.Kind, document.Key);
            return null;
        }
    }

    private static bool Write(WriterContext context, List<Entry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Tokens is { } tokens)
            {
                EntryRows.Put(context, entry.Document, entry.Group, tokens);
            }
            else
            {
                EntryRows.Remove(context.Session, entry.Document);
            }
        }
        return true;
    }

    private static bool Delete(WriterContext context, long lastSeq)
    {
        PendingRows.DeleteTo(context.Session, lastSeq);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The search index did not follow; it is tried again.")]
    private partial void LogFault(Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} {Id} cannot be read and is not indexed.")]
    private partial void LogUnreadable(Exception fault, string kind, string id);

    /// <summary>What is written for a document; tokens are null when it is to be removed.</summary>
    private sealed record Entry(DocRef Document, DocRef Group, string? Tokens);
}
