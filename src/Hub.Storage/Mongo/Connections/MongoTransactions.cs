using Hub.Core.Storage;
using MongoDB.Driver;

namespace Hub.Storage.Mongo.Connections;

/// <summary>Runs transactions, repeating what MongoDB says may be repeated: the whole when it certainly left nothing, the commit
/// alone when its end is not known. So no change is ever made twice.</summary>
internal sealed class MongoTransactions(MongoConnection connection)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    // The journal of a majority before the answer; reads of one moment.
    private static readonly TransactionOptions Options = new(
        ReadConcern.Snapshot, ReadPreference.Primary, WriteConcern.WMajority.With(journal: true), maxCommitTime: Longest);

    /// <summary>Runs <paramref name="runAsync"/>, which answers whether to commit; it may be run several times.</summary>
    /// <param name="runAsync">Reads and writes in the session; its second argument counts the tries from 1.</param>
    public async Task<TResult> RunAsync<TResult>(Func<IClientSessionHandle, int, Task<(bool Commit, TResult Result)>> runAsync)
    {
        using var session = await connection.StartSessionAsync(CancellationToken.None).ConfigureAwait(false);
        var started = TimeProvider.System.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                session.StartTransaction(Options);
                var (isCommitted, result) = await runAsync(session, attempt).ConfigureAwait(false);
                if (isCommitted)
                {
                    await CommitAsync(session, started).ConfigureAwait(false);
                }
                else
                {
                    await AbortAsync(session).ConfigureAwait(false);
                }
                return result;
            }
            catch (Exception fault) when (IsRepeatable(fault) && HasTime(started))
            {
                await AbortAsync(session).ConfigureAwait(false);
                await PauseAsync(attempt).ConfigureAwait(false);
            }
            catch (TryAgainException crowded)
            {
                await AbortAsync(session).ConfigureAwait(false);
                throw new StoreUnavailableException("Other writers came in between each time; nothing was written.", crowded);
            }
            catch
            {
                await AbortAsync(session).ConfigureAwait(false);
                throw;
            }
        }
    }

    private static async Task CommitAsync(IClientSessionHandle session, long started)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await session.CommitTransactionAsync(CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (MongoException fault) when (MongoFaults.IsUnknownCommit(fault) && HasTime(started))
            {
                await PauseAsync(attempt).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A duplicate key ends the transaction; the next try looks first and finds out whose it is.</summary>
    private static bool IsRepeatable(Exception fault) => MongoFaults.IsTransient(fault) || MongoFaults.IsDuplicateKey(fault) || fault is TryAgainException;

    private static async Task AbortAsync(IClientSessionHandle session)
    {
        if (!session.IsInTransaction)
        {
            return;
        }
        try
        {
            await session.AbortTransactionAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (MongoException)
        {
            // The server drops it by itself; what the caller hears is the fault that led here.
        }
    }

    private static bool HasTime(long started) => TimeProvider.System.GetElapsedTime(started) < Longest;

    // Writers that met each other should not meet again.
    private static Task PauseAsync(int attempt)
    {
        var most = Math.Min(LongestPause.TotalMilliseconds, Math.Pow(2, attempt));
#pragma warning disable CA5394 // Spreads tries in time; nothing secret.
        return Task.Delay(TimeSpan.FromMilliseconds(most * Random.Shared.NextDouble()));
#pragma warning restore CA5394
    }
}

/// <summary>A write met another state than was read; the transaction is run again.</summary>
internal sealed class TryAgainException() : Exception("Another writer came in between.");
