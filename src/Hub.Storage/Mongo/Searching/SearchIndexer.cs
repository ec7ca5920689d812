using Hub.Core.Ports;
using Hub.Storage.Mongo.Collections;
using Hub.Storage.Mongo.Connections;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Searching;

/// <summary>Grants stored wishes in batches just after their commits, one node at a time and whosesoever they are. What a crash
/// leaves is granted by the next node that looks.</summary>
internal sealed partial class SearchIndexer : IAsyncDisposable
{
    private static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WhileOthersWork = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AtTheEnd = TimeSpan.FromSeconds(2);
    private readonly MongoConnection _connection;
    private readonly SearchGrants _grants;
    private readonly MongoLease _lease;
    private readonly TimeSpan _delay;
    private readonly ILogger<SearchIndexer> _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _work = new(1);
    private readonly SemaphoreSlim _hurry = new(0);
    private readonly Task _loop;
    private TaskCompletionSource _round = MakeRound();
    private Task<bool> _taking = Task.FromResult(false);

    public SearchIndexer(MongoConnection connection, MongoTransactions transactions, KindCollections collections, ISequence sequence,
        TimeSpan delay, TimeProvider clock, ILoggerFactory logs)
    {
        _connection = connection;
        _lease = new MongoLease(connection, "search", LeaseFor, clock);
        _grants = new SearchGrants(connection, transactions, new SearchTexts(connection, collections, logs.CreateLogger<SearchTexts>()), sequence, _lease);
        _delay = delay;
        _log = logs.CreateLogger<SearchIndexer>();
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Wishes were committed.</summary>
    public void Wanted() => Raise(_work);

    /// <summary>Completes when everything committed before the call is indexed, by whichever node.</summary>
    public async Task WhenDoneAsync(CancellationToken ct)
    {
        var newest = await _connection.SearchPending.Find(new BsonDocument(), new FindOptions { Hint = "committed" })
            .Sort(new BsonDocument("at", -1)).FirstOrDefaultAsync(ct).ConfigureAwait(false);
        if (newest is null)
        {
            return;
        }
        var older = new BsonDocument("at", new BsonDocument("$lte", newest["at"]));
        while (true)
        {
            var round = Volatile.Read(ref _round).Task;
            if (!await _connection.SearchPending.Find(older).AnyAsync(ct).ConfigureAwait(false))
            {
                return;
            }
            Raise(_hurry);
            Raise(_work);
            await Task.WhenAny(round, Task.Delay(WhileOthersWork, ct)).ConfigureAwait(false);
            ct.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        await GiveBackAsync().ConfigureAwait(false);
        _stop.Dispose();
        _work.Dispose();
        _hurry.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                // Looking now and then finds what a node left that died.
                await _work.WaitAsync(LongestIdle, _stop.Token).ConfigureAwait(false);
                // Filling a batch is paced by the machine, not by the clock of the rules.
                await _hurry.WaitAsync(_delay, _stop.Token).ConfigureAwait(false);
                await DrainAsync(_stop.Token).ConfigureAwait(false);
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
                Raise(_work);
                await Task.Delay(AfterFault, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            Interlocked.Exchange(ref _round, MakeRound()).TrySetResult();
        }
    }

    private async Task DrainAsync(CancellationToken ct)
    {
        if (!await _grants.AreWantedAsync(ct).ConfigureAwait(false))
        {
            return;
        }
        _taking = _lease.TryTakeAsync();
        if (!await _taking.WaitAsync(ct).ConfigureAwait(false))
        {
            await Task.Delay(WhileOthersWork, ct).ConfigureAwait(false);
            Raise(_work);
            return;
        }
        try
        {
            while (await _grants.GrantAsync(ct).ConfigureAwait(false))
            {
            }
        }
        finally
        {
            await _lease.EndAsync().ConfigureAwait(false);
            _taking = Task.FromResult(false);
        }
    }

    /// <summary>A lease that was on its way when the end came would keep all others waiting until it lapses.</summary>
    private async Task GiveBackAsync()
    {
        try
        {
            if (await _taking.WaitAsync(AtTheEnd).ConfigureAwait(false))
            {
                await _lease.EndAsync().WaitAsync(AtTheEnd).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is MongoException or TimeoutException)
        {
            // Without the server it lapses.
            LogKept(fault);
        }
    }

    private static void Raise(SemaphoreSlim signal)
    {
        if (signal.CurrentCount == 0)
        {
            signal.Release();
        }
    }

    private static TaskCompletionSource MakeRound() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Information, Message = "The lease of the search index was not given back; it lapses.")]
    private partial void LogKept(Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The search index did not follow; it is tried again.")]
    private partial void LogFault(Exception fault);
}
