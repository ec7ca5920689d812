using Hub.Core.MailAccess;
using Hub.Core.Storage;
using Hub.Core.Work;

namespace Hub.Server.OAuth;

/// <summary>Looks every hour, on one of the nodes, for client secrets that end soon.</summary>
public sealed partial class ExpiryWatch(WarnOfExpiry warn, WorkShare share, TimeProvider clock, ILogger<ExpiryWatch> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => share.RunAsync("secret_expiry", (_, ct) => WatchAsync(ct), stoppingToken);

    private async Task WatchAsync(CancellationToken ct)
    {
        for (var pause = First; ; pause = Period)
        {
            await Task.Delay(pause, clock, ct);
            try
            {
                await warn.HandleAsync(ct);
            }
            catch (StoreUnavailableException fault)
            {
                LogAway(fault);
            }
        }
    }

    [LoggerMessage(EventId = 4330, Level = LogLevel.Warning, Message = "Client secrets that end soon are looked for later")]
    private partial void LogAway(Exception fault);
}
