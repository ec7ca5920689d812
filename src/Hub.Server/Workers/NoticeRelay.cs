using Hub.Core.Notices;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Server.Workers;

/// <summary>Leases what agents are to be told, and has them told.</summary>
public sealed partial class NoticeRelay(IOutbox outbox, NotifyAgents notify, TimeProvider clock, ILogger<NoticeRelay> log) : BackgroundService
{
    private const int Width = 16;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                var work = await outbox.LeaseAsync(OutboxConsumers.Notify, Width, Lease, stoppingToken);
                await Task.WhenAll(work.Select(NotifyAsync));
                if (work.Count == 0)
                {
                    await outbox.WaitAsync(OutboxConsumers.Notify, stoppingToken);
                }
            }
            catch (StoreUnavailableException fault)
            {
                LogStoreAway(fault);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    private async Task NotifyAsync(LeasedEntry work)
    {
        try
        {
            await notify.HandleAsync(work, CancellationToken.None);
        }
        catch (Exception fault)
        {
            // The lease runs out and the work comes back.
            LogFailed(work.Entry.Id, fault);
        }
    }

    [LoggerMessage(EventId = 4320, Level = LogLevel.Warning, Message = "Notices wait for the store")]
    private partial void LogStoreAway(Exception fault);

    [LoggerMessage(EventId = 4321, Level = LogLevel.Error, Message = "Notices of {Entry} failed")]
    private partial void LogFailed(string entry, Exception fault);
}
