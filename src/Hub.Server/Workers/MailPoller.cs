using Hub.Core.Agents;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Work;

namespace Hub.Server.Workers;

/// <summary>Keeps one receiver running for each mailbox, on one of the nodes: starts and stops them as inboxes change.</summary>
public sealed class MailPoller(HubDirectory directory, IEnumerable<IChannel> channels, WorkShare share, KeepReceiving receiving) : BackgroundService
{
    private readonly Dictionary<InboxId, Receiver> _running = [];
    private readonly IReadOnlyList<IPollingChannel> _channels = [.. channels.OfType<IPollingChannel>()];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var changed = new SemaphoreSlim(1);
        void Wake(DirectorySnapshot snapshot) => changed.Release();
        directory.Changed += Wake;
        try
        {
            while (true)
            {
                await changed.WaitAsync(stoppingToken);
                await FollowAsync(directory.Current, stoppingToken);
            }
        }
        finally
        {
            directory.Changed -= Wake;
            await Task.WhenAll(_running.Values.Select(static receiver => receiver.StopAsync()));
        }
    }

    private async Task FollowAsync(DirectorySnapshot snapshot, CancellationToken ct)
    {
        foreach (var (id, receiver) in _running.ToList())
        {
            if (!snapshot.Inboxes.TryGetValue(id, out var inbox) || !IsReceiving(inbox) || inbox.Email != receiver.Settings)
            {
                _running.Remove(id);
                await receiver.StopAsync();
            }
        }
        foreach (var inbox in snapshot.Inboxes.Values.Where(IsReceiving))
        {
            if (!_running.ContainsKey(inbox.Id) && _channels.FirstOrDefault(channel => channel.Kind == inbox.Channel) is { } channel)
            {
                var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
                _running[inbox.Id] = new Receiver(inbox.Email!, stop, share.RunAsync(
                    $"mailbox_{inbox.Id.Value}", (lease, turn) => receiving.RunAsync(channel, inbox, lease, turn), stop.Token));
            }
        }
    }

    private static bool IsReceiving(Inbox inbox) => inbox is { IsEnabled: true, Email: { Imap: not null } or { Pop3: not null } };

    private sealed record Receiver(EmailSettings Settings, CancellationTokenSource Stop, Task Work)
    {
        public async Task StopAsync()
        {
            await Stop.CancelAsync();
            await Work;
            Stop.Dispose();
        }
    }
}
