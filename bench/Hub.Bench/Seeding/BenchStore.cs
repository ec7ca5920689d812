using Hub.Coordination.Embedded;
using Hub.Core.Live;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Bench.Seeding;

/// <summary>The SQLite store in this process with the one writer of threads on it, as the server composes them.</summary>
public sealed class BenchStore : IAsyncDisposable
{
    private readonly TicketFeed _feed;

    private BenchStore(SqliteHubStore store)
    {
        Store = store;
        _feed = new TicketFeed(store, new SingleNodeFanout(), NullLogger<TicketFeed>.Instance);
        Writer = new ThreadWriter(store, _feed, new TicketCache(), TimeProvider.System);
    }

    public SqliteHubStore Store { get; }

    public ThreadWriter Writer { get; }

    public static async Task<BenchStore> OpenAsync(string folder, CancellationToken ct)
    {
        var store = await SqliteHubStore.OpenAsync(
            new SqliteOptions { DataDirectory = folder }, Catalogue.All, TimeProvider.System, NullLoggerFactory.Instance, ct);
        await store.EnsureSchemaAsync(ct);
        return new BenchStore(store);
    }

    /// <summary>Commits and insists.</summary>
    /// <exception cref="InvalidOperationException">Something else than a commit came of it.</exception>
    public async Task CommitAsync(TicketEdit edit, Action<ChangeSet>? also, CancellationToken ct) =>
        Insist(await Writer.CommitAsync(edit, also, ct));

    public async Task CommitAsync(ChangeSet changes, CancellationToken ct) => Insist(await Store.CommitAsync(changes, ct));

    public async ValueTask DisposeAsync()
    {
        _feed.Dispose();
        await Store.DisposeAsync();
    }

    private static void Insist(CommitOutcome outcome)
    {
        if (outcome is not CommitOutcome.Committed)
        {
            throw new InvalidOperationException($"Not committed: {outcome}");
        }
    }
}
