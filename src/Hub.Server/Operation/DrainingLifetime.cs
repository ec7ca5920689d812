using System.Runtime.InteropServices;
using Hub.Server.Composition;

namespace Hub.Server.Operation;

/// <summary>Stops in two steps when the system asks the process to end: first it says that it is not ready, so that balancers send
/// newcomers elsewhere, then the host stops and connections are closed. A second request skips the rest of the first step.</summary>
internal sealed partial class DrainingLifetime(
    IHostApplicationLifetime lifetime, Drain drain, HubSettings settings, TimeProvider clock, ILogger<DrainingLifetime> log)
    : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
    private int _asked;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM })
        {
            _signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                _ = StopAsync();
            }));
        }
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals.ForEach(static signal => signal.Dispose());

    private async Task StopAsync()
    {
        if (Interlocked.Increment(ref _asked) == 1 && settings.DrainTime > TimeSpan.Zero)
        {
            drain.Begin();
            LogDraining(settings.DrainTime);
            await Task.Delay(settings.DrainTime, clock);
        }
        lifetime.StopApplication();
    }

    [LoggerMessage(EventId = 4601, Level = LogLevel.Information, Message = "Asked to stop: not ready any more, connections are closed in {Wait}")]
    private partial void LogDraining(TimeSpan wait);
}
