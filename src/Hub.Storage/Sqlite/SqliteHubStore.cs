using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;
using Hub.Storage.Blobs;
using Hub.Storage.Documents;
using Hub.Storage.Outbox;
using Hub.Storage.Sqlite.Connections;
using Hub.Storage.Sqlite.Listing;
using Hub.Storage.Sqlite.Moving;
using Hub.Storage.Sqlite.Outbox;
using Hub.Storage.Sqlite.Searching;
using Hub.Storage.Sqlite.Tables;
using Hub.Storage.Sqlite.Writing;
using Hub.Storage.Writing;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.Sqlite;

/// <summary>The embedded engine: documents, outbox, counters and blobs of one data folder.</summary>
/// <remarks>Reads are answered on the caller's thread from the page cache; writes go through one writer that shares a sync among
/// all that wait.</remarks>
public sealed partial class SqliteHubStore : IHubStore, IAsyncDisposable
{
    /// <summary>The counter that a ping moves; no sequence.</summary>
    internal const string PingCounter = "ping";

    private readonly DataFolder _folder;
    private readonly KindTables _tables;
    private readonly SqliteReaders _readers;
    private readonly SqliteWriter _writer;
    private readonly BlobFolder _blobFolder;
    private readonly CommitSignals _signals;
    private readonly SearchProgress _progress = new();
    private readonly SearchIndexer _indexer;
    private readonly ListReader _lists;
    private readonly TimeProvider _clock;
    private bool _isDisposed;

    private SqliteHubStore(SqliteOptions options, DataFolder folder, SqliteSession session, KindTables tables, TimeProvider clock,
        ILoggerFactory logs)
    {
        _folder = folder;
        _tables = tables;
        _clock = clock;
        _readers = new SqliteReaders(folder.Database);
        var checkpoint = new WalCheckpoint(folder.Database, logs.CreateLogger<WalCheckpoint>());
        _writer = new SqliteWriter(session, checkpoint, options.GroupLimit, logs.CreateLogger<SqliteWriter>());
        _blobFolder = new BlobFolder(folder.Blobs);
        _lists = new ListReader(_readers, new ScanGuard(options.RefuseScans));
        var outboxSignals = new OutboxSignals();
        var fresh = new FreshDocuments();
        _signals = new CommitSignals(outboxSignals, _progress, fresh);
        _indexer = new SearchIndexer(_readers, _writer, tables, _progress, fresh, options.IndexDelay, logs.CreateLogger<SearchIndexer>());
        Outbox = new SqliteOutbox(_writer, _readers, outboxSignals, clock);
        Sequence = new SqliteSequence(_writer);
        Inspection = new SqliteInspection(_readers, tables);
        Blobs = new BlobStore(_blobFolder, _readers, _writer, clock);
        Transfer = new SqliteTransfer(folder.Database, _writer, _readers, tables, _blobFolder);
    }

    /// <summary>Outgoing work of this store.</summary>
    public IOutbox Outbox { get; }

    /// <summary>Counters of this store.</summary>
    public ISequence Sequence { get; }

    /// <summary>Blobs of this store.</summary>
    public IBlobStore Blobs { get; }

    /// <summary>Everything stored, row by row.</summary>
    public IStoreInspection Inspection { get; }

    /// <summary>Everything stored, to be moved.</summary>
    public IStoreTransfer Transfer { get; }

    /// <summary>The folder everything is in.</summary>
    public DataFolder Folder => _folder;

    /// <summary>Locks the data folder, brings the tables up to date and starts writer and indexer.</summary>
    /// <exception cref="DataFolderInUseException">Another process has the folder.</exception>
    public static async Task<SqliteHubStore> OpenAsync(SqliteOptions options, IEnumerable<DocumentKind> catalogue, TimeProvider clock,
        ILoggerFactory logs, CancellationToken ct)
    {
        var folder = DataFolder.Open(options.DataDirectory);
        try
        {
            var tables = new KindTables(catalogue);
            // Upgrades may take long and block throughout.
            var session = await Task.Run(() => OpenSession(folder, tables), ct).ConfigureAwait(false);
            return new SqliteHubStore(options, folder, session, tables, clock, logs);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask EnsureSchemaAsync(CancellationToken ct) =>
        await _writer.RunAsync(static _ => true, ct).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<T?> FindAsync<T>(DocId<T> id, CancellationToken ct) where T : Document<T>, IDocument<T>
    {
        ct.ThrowIfCancellationRequested();
        using var lease = _readers.Rent();
        return ValueTask.FromResult(Find<T>(lease.Session, _tables.Of(T.Kind), id.Value));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<T>> FindManyAsync<T>(IReadOnlyCollection<DocId<T>> ids, CancellationToken ct)
        where T : Document<T>, IDocument<T>
    {
        ct.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, 1000);
        using var lease = _readers.Rent();
        var table = _tables.Of(T.Kind);
        lease.Session.Prepare("BEGIN").Execute();
        IReadOnlyList<T> found = [.. ids.Distinct().Select(id => Find<T>(lease.Session, table, id.Value)).OfType<T>()];
        lease.Session.Prepare("COMMIT").Execute();
        return ValueTask.FromResult(found);
    }

    /// <inheritdoc/>
    public ValueTask<DocRef?> ResolveAsync(UniqueKey key, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_readers.Read(session => ClaimRows.Find(session, key)));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<UniqueKey, DocRef>> ResolveManyAsync(IReadOnlyCollection<UniqueKey> keys, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Count, 1000);
        using var lease = _readers.Rent();
        var held = new Dictionary<UniqueKey, DocRef>();
        foreach (var key in keys)
        {
            if (ClaimRows.Find(lease.Session, key) is { } holder)
            {
                held[key] = holder;
            }
        }
        return ValueTask.FromResult<IReadOnlyDictionary<UniqueKey, DocRef>>(held);
    }

    /// <inheritdoc/>
    public ValueTask<Page<T>> ListAsync<T>(View<T> view, PageRequest page, CancellationToken ct) where T : Document<T>, IDocument<T>
    {
        ct.ThrowIfCancellationRequested();
        return _lists.ListAsync(_tables.Of(T.Kind), view, page);
    }

    /// <inheritdoc/>
    public ValueTask<int> CountAsync<T>(Filter<T> filter, int ceiling, CancellationToken ct) where T : Document<T>, IDocument<T>
    {
        ct.ThrowIfCancellationRequested();
        return _lists.CountAsync(_tables.Of(T.Kind), filter, ceiling);
    }

    /// <inheritdoc/>
    public async ValueTask<CommitOutcome> CommitAsync(ChangeSet changes, CancellationToken ct)
    {
        var job = new CommitJob(new CommitPlan<KindTable, DocumentRow>(changes, _tables), _blobFolder, _signals, _clock.GetUtcNow());
        return await _writer.RunAsync(job, ct).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<Page<SearchHit>> SearchAsync(SearchQuery query, PageRequest page, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return ValueTask.FromResult(SearchReader.Search(_readers, query, page));
    }

    /// <inheritdoc/>
    public async ValueTask WhenSearchableAsync(CancellationToken ct) =>
        await _indexer.WhenDone().WaitAsync(ct).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask PingAsync(CancellationToken ct) =>
        await _writer.RunAsync(static context => Touch(context.Session), ct).ConfigureAwait(false);

    /// <summary>Finishes what is queued and releases the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }
        await _indexer.DisposeAsync().ConfigureAwait(false);
        // The writer goes last: only the last connection folds the log back into the database, and a reader may not.
        _readers.Dispose();
        await Task.Run(_writer.Dispose).ConfigureAwait(false);
        _folder.Dispose();
    }

    private static SqliteSession OpenSession(DataFolder folder, KindTables tables)
    {
        var session = SqliteSession.OpenWriter(folder.Database);
        try
        {
            new SchemaUpgrade(tables).Run(session);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The least that reaches the disk.</summary>
    private static bool Touch(SqliteSession session)
    {
        session.Prepare("INSERT INTO counters(name, next) VALUES (?, 1) ON CONFLICT(name) DO UPDATE SET next = next + 1").Bind(PingCounter).Execute();
        return true;
    }

    private static T? Find<T>(SqliteSession session, KindTable table, string id) where T : Document =>
        session.Prepare(table.SelectDocument).Bind(id).First(static row => StoredDocument.Read<T>(row.Bytes(1), row.Int64(0)));
}
