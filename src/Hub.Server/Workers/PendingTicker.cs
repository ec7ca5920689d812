using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Server.Workers;

/// <summary>Every second: opens pending tickets whose time has come.</summary>
public sealed partial class PendingTicker(ReturnPending pending, TimeProvider clock, ILogger<PendingTicker> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        do
        {
            try
            {
                await pending.HandleAsync(stoppingToken);
            }
            catch (StoreUnavailableException fault)
            {
                LogAway(fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 4310, Level = LogLevel.Warning, Message = "Pending tickets wait for the store")]
    private partial void LogAway(Exception fault);
}
