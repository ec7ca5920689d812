using Hub.Core.Work;

namespace Hub.Server.Workers;

/// <summary>Keeps this process among the nodes. Registered before every other worker, so that it leaves after their work is given back.</summary>
internal sealed class NodeBeats(WorkShare share) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => share.KeepAsync(stoppingToken);
}
