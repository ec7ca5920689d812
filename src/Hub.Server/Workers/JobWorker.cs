using Hub.Core.Jobs;
using Hub.Core.Storage;

namespace Hub.Server.Workers;

/// <summary>Carries out bulk changes while the process runs.</summary>
public sealed partial class JobWorker(JobRunner runner, TimeProvider clock, ILogger<JobWorker> log) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await runner.RunAsync(stoppingToken);
            }
            catch (StoreUnavailableException fault)
            {
                LogWaits(fault);
                await Task.Delay(AfterFault, clock, stoppingToken);
            }
        }
    }

    [LoggerMessage(EventId = 4401, Level = LogLevel.Warning, Message = "A bulk change waits for the store")]
    private partial void LogWaits(Exception fault);
}
