using System.Threading.Channels;
using Hub.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Live;

/// <summary>Runs one piece of work whenever it was woken, one run at a time; wakes during a run lead to one further run.</summary>
internal sealed partial class CatchUpLoop(Func<CancellationToken, Task> catchUp, TimeSpan pause, TimeProvider clock, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly CancellationTokenSource _ended = new();
    private Task _running = Task.CompletedTask;

    public void Start() => _running = Task.Run(RunAsync, CancellationToken.None);

    public void Wake() => _wakes.Writer.TryWrite(true);

    public async ValueTask DisposeAsync()
    {
        _wakes.Writer.TryComplete();
        await _ended.CancelAsync();
        await _running;
        _ended.Dispose();
    }

    private async Task RunAsync()
    {
        while (await _wakes.Reader.WaitToReadAsync(CancellationToken.None))
        {
            _wakes.Reader.TryRead(out _);
            try
            {
                await catchUp(_ended.Token);
            }
            catch (OperationCanceledException) when (_ended.IsCancellationRequested)
            {
                return;
            }
            catch (StoreUnavailableException fault)
            {
                LogNotRead(fault);
                await PauseAsync(RetryAfter);
                Wake();
            }
            catch (Exception fault)
            {
                // One failing watcher must not end the loop that keeps its list true.
                LogWatcherFailed(fault);
            }
            await PauseAsync(pause);
        }
    }

    private async Task PauseAsync(TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            await Task.Delay(time, clock, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(EventId = 2010, Level = LogLevel.Warning, Message = "Something shown live could not be read; trying again")]
    private partial void LogNotRead(Exception fault);

    [LoggerMessage(EventId = 2011, Level = LogLevel.Error, Message = "A watcher of something shown live failed")]
    private partial void LogWatcherFailed(Exception fault);
}
