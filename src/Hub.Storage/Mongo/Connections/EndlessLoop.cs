namespace Hub.Storage.Mongo.Connections;

/// <summary>Runs something in the background again and again, whatever happens to it, until disposed.</summary>
internal sealed class EndlessLoop : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    /// <param name="runAsync">One round.</param>
    /// <param name="pause">After a round.</param>
    /// <param name="afterFault">After a round that failed.</param>
    /// <param name="failed">Told of the fault.</param>
    public EndlessLoop(Func<CancellationToken, Task> runAsync, TimeSpan pause, TimeSpan afterFault, Action<Exception> failed) =>
        _loop = Task.Run(async () =>
        {
            while (!_stop.IsCancellationRequested)
            {
                var wait = pause;
                try
                {
                    await runAsync(_stop.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (_stop.IsCancellationRequested)
                {
                    return;
                }
#pragma warning disable CA1031 // The loop must outlive every fault; it is told.
                catch (Exception fault)
#pragma warning restore CA1031
                {
                    failed(fault);
                    wait = afterFault;
                }
                await Task.Delay(wait, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stop.Dispose();
    }
}
