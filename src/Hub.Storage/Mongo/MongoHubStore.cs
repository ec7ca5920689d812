using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;
using Hub.Storage.Mongo.Blobs;
using Hub.Storage.Mongo.Collections;
using Hub.Storage.Mongo.Connections;
using Hub.Storage.Mongo.Listing;
using Hub.Storage.Mongo.Moving;
using Hub.Storage.Mongo.Outbox;
using Hub.Storage.Mongo.Searching;
using Hub.Storage.Mongo.Writing;
using Hub.Storage.Outbox;
using Hub.Storage.Writing;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo;

/// <summary>The engine of many nodes: documents, outbox, counters and blobs in one MongoDB database.</summary>
public sealed class MongoHubStore : IHubStore, IAsyncDisposable
{
    /// <summary>The counter that a ping moves; no sequence.</summary>
    internal const string PingCounter = "ping";

    private readonly MongoOptions _options;
    private readonly MongoConnection _connection;
    private readonly KindCollections _collections;
    private readonly ListReader _lists;
    private readonly MongoCommit _commit;
    private readonly OutboxSignals _signals = new();
    private readonly OutboxStream _stream;
    private readonly SearchIndexer _indexer;
    private readonly IdleTransactions _idle;
    private bool _isDisposed;

    private MongoHubStore(MongoOptions options, MongoConnection connection, KindCollections collections, TimeProvider clock, ILoggerFactory logs)
    {
        _options = options;
        _connection = connection;
        _collections = collections;
        var transactions = new MongoTransactions(connection);
        _lists = new ListReader(connection, new ScanGuard(connection, options.RefuseScans));
        _commit = new MongoCommit(connection, transactions, clock);
        _stream = new OutboxStream(connection, _signals, logs.CreateLogger<OutboxStream>());
        Outbox = new MongoOutbox(connection, transactions, _signals, clock);
        Sequence = new MongoSequence(connection);
        var blobs = new MongoBlobs(connection, clock);
        Blobs = blobs;
        Inspection = new MongoInspection(connection, collections);
        Transfer = new MongoTransfer(connection, transactions, collections, blobs);
        _indexer = new SearchIndexer(connection, transactions, collections, Sequence, options.IndexDelay, clock, logs);
        _idle = new IdleTransactions(connection, logs.CreateLogger<IdleTransactions>());
    }

    /// <summary>Outgoing work of this store.</summary>
    public IOutbox Outbox { get; }

    /// <summary>Counters of this store.</summary>
    public ISequence Sequence { get; }

    /// <summary>Blobs of this store.</summary>
    public IBlobStore Blobs { get; }

    /// <summary>Everything stored, document by document.</summary>
    public IStoreInspection Inspection { get; }

    /// <summary>Everything stored, to be moved.</summary>
    public IStoreTransfer Transfer { get; }

    /// <summary>Connects, brings the collections up to date and starts the indexer.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public static async Task<MongoHubStore> OpenAsync(
        MongoOptions options, IEnumerable<DocumentKind> catalogue, TimeProvider clock, ILoggerFactory logs, CancellationToken ct)
    {
        var connection = new MongoConnection(options);
        try
        {
            var collections = new KindCollections(catalogue);
            await UpgradeAsync(options, collections, ct).ConfigureAwait(false);
            return new MongoHubStore(options, connection, collections, clock, logs);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask EnsureSchemaAsync(CancellationToken ct) => UpgradeAsync(_options, _collections, ct);

    /// <inheritdoc/>
    public ValueTask<T?> FindAsync<T>(DocId<T> id, CancellationToken ct) where T : Document<T>, IDocument<T> => MongoCalls.RunAsync(async () =>
    {
        var stored = await Of<T>().Find(new BsonDocument("_id", id.Value)).FirstOrDefaultAsync(ct).ConfigureAwait(false);
        return stored is null ? null : StoredBson.Read<T>(stored);
    });

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<T>> FindManyAsync<T>(IReadOnlyCollection<DocId<T>> ids, CancellationToken ct) where T : Document<T>, IDocument<T>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, 1000);
        return MongoCalls.RunAsync(async () =>
        {
            var among = new BsonDocument("_id", new BsonDocument("$in", new BsonArray(ids.Distinct().Select(static id => id.Value))));
            var stored = await Of<T>().Find(among).ToListAsync(ct).ConfigureAwait(false);
            return (IReadOnlyList<T>)stored.ConvertAll(StoredBson.Read<T>);
        });
    }

    /// <inheritdoc/>
    public ValueTask<DocRef?> ResolveAsync(UniqueKey key, CancellationToken ct) => MongoCalls.RunAsync(async () =>
    {
        var claim = await _connection.Claims.Find(ClaimBson.FilterOf(key)).FirstOrDefaultAsync(ct).ConfigureAwait(false);
        return claim is null ? (DocRef?)null : ClaimBson.HolderOf(claim);
    });

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<UniqueKey, DocRef>> ResolveManyAsync(IReadOnlyCollection<UniqueKey> keys, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Count, 1000);
        return MongoCalls.RunAsync(async () =>
        {
            var claims = await _connection.Claims.Find(ClaimBson.FilterOf(keys)).ToListAsync(ct).ConfigureAwait(false);
            return (IReadOnlyDictionary<UniqueKey, DocRef>)claims.ToDictionary(ClaimBson.KeyOf, ClaimBson.HolderOf);
        });
    }

    /// <inheritdoc/>
    public ValueTask<Page<T>> ListAsync<T>(View<T> view, PageRequest page, CancellationToken ct) where T : Document<T>, IDocument<T> =>
        MongoCalls.RunAsync(() => _lists.ListAsync(_collections.Of(T.Kind), view, page, ct));

    /// <inheritdoc/>
    public ValueTask<int> CountAsync<T>(Filter<T> filter, int ceiling, CancellationToken ct) where T : Document<T>, IDocument<T> =>
        MongoCalls.RunAsync(() => _lists.CountAsync(_collections.Of(T.Kind), filter, ceiling, ct));

    /// <inheritdoc/>
    public async ValueTask<CommitOutcome> CommitAsync(ChangeSet changes, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var plan = new CommitPlan<KindCollection, StoredBson>(changes, _collections);
        return await MongoCalls.RunAsync(() => CommitAsync(plan)).AsTask().WaitAsync(ct).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<Page<SearchHit>> SearchAsync(SearchQuery query, PageRequest page, CancellationToken ct) =>
        MongoCalls.RunAsync(() => SearchReader.SearchAsync(_connection, query, page, ct));

    /// <inheritdoc/>
    public async ValueTask WhenSearchableAsync(CancellationToken ct) => await MongoCalls.RunAsync(async () =>
    {
        await _indexer.WhenDoneAsync(ct).ConfigureAwait(false);
        return true;
    }).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask PingAsync(CancellationToken ct) => await Sequence.NextBlockAsync(PingCounter, 1, ct).ConfigureAwait(false);

    /// <summary>Ends indexer and change stream and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }
        await _idle.DisposeAsync().ConfigureAwait(false);
        await _indexer.DisposeAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _connection.Dispose();
    }

    private static async ValueTask UpgradeAsync(MongoOptions options, KindCollections collections, CancellationToken ct) =>
        await MongoCalls.RunAsync(async () =>
        {
            using var connection = new MongoConnection(options, isUnhurried: true);
            await new SchemaUpgrade(connection, collections).RunAsync(ct).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);

    private IMongoCollection<BsonDocument> Of<T>() where T : Document<T>, IDocument<T> => _connection.Collection(_collections.Of(T.Kind).Name);

    private async Task<CommitOutcome> CommitAsync(CommitPlan<KindCollection, StoredBson> plan)
    {
        var outcome = await _commit.RunAsync(plan).ConfigureAwait(false);
        if (outcome is CommitOutcome.Committed)
        {
            Wake(plan);
        }
        return outcome;
    }

    /// <summary>This node's own waiters need no change stream.</summary>
    private void Wake(CommitPlan<KindCollection, StoredBson> plan)
    {
        foreach (var entry in plan.Changes.Outbox)
        {
            _signals.Raise(entry.Consumer);
        }
        if (plan.Changes.Settlements.Count > 0)
        {
            _signals.RaiseAll();
        }
        if (plan.Changes.Index.Count > 0 || plan.Documents.Any(static write => write.Row is null && write.Place.Kind.IsSearched))
        {
            _indexer.Wanted();
        }
    }
}
