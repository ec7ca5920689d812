using Hub.Core.Storage;

namespace Hub.Server.Accounts.Keys;

/// <summary>Looks after the key ring every hour.</summary>
internal sealed partial class KeyKeeper(KeyRing ring, TimeProvider clock, ILogger<KeyKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ring.RefreshAsync(stoppingToken);
            }
            catch (StoreUnavailableException fault)
            {
                LogAway(fault);
            }
        }
    }

    [LoggerMessage(EventId = 4401, Level = LogLevel.Warning, Message = "The key ring could not be read")]
    private partial void LogAway(Exception fault);
}
