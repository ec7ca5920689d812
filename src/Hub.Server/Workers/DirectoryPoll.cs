using Hub.Core.Agents;
using Hub.Core.Storage;

namespace Hub.Server.Workers;

/// <summary>Looks every two seconds whether the directory has other versions than this process knows, so that a right that was taken
/// away on another node ends here even when nobody told us.</summary>
public sealed partial class DirectoryPoll(HubDirectory directory, TimeProvider clock, ILogger<DirectoryPoll> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await directory.RefreshAsync(stoppingToken);
            }
            catch (StoreUnavailableException fault)
            {
                LogAway(fault);
            }
        }
    }

    [LoggerMessage(EventId = 4302, Level = LogLevel.Warning, Message = "Rights cannot be read; those last known hold")]
    private partial void LogAway(Exception fault);
}
