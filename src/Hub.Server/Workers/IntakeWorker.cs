using Hub.Core.Inbound;
using Hub.Core.Storage;

namespace Hub.Server.Workers;

/// <summary>Files what was received: what receivers hand over, what a former process left behind, and what is due for another try.</summary>
public sealed partial class IntakeWorker(IntakeLanes lanes, TimeProvider clock, ILogger<IntakeWorker> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(lanes.RunAsync(stoppingToken), RedriveAsync(stoppingToken));

    private async Task RedriveAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Period, clock);
        var isStart = true;
        do
        {
            try
            {
                var count = await lanes.RedriveAsync(isStart, ct);
                isStart = false;
                if (count > 0)
                {
                    LogRedriven(count);
                }
            }
            catch (StoreUnavailableException fault)
            {
                LogWaits(fault);
            }
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Information, Message = "{Count} intakes taken up again")]
    private partial void LogRedriven(int count);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Warning, Message = "The store cannot say which intakes wait")]
    private partial void LogWaits(Exception fault);
}
