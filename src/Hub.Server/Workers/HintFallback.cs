using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Server.Workers;

/// <summary>Every two seconds while hints do not come: looks in the store for what other nodes changed.</summary>
internal sealed partial class HintFallback(ChangePoll poll, IFanout fanout, TimeProvider clock, ILogger<HintFallback> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (fanout.IsCarrying)
                {
                    poll.Rest();
                }
                else
                {
                    await poll.LookAsync(stoppingToken);
                }
            }
            catch (StoreUnavailableException fault)
            {
                LogAway(fault);
            }
        }
    }

    [LoggerMessage(EventId = 4501, Level = LogLevel.Warning, Message = "Neither hints nor the store tell what other nodes changed")]
    private partial void LogAway(Exception fault);
}
