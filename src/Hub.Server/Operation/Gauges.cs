using Hub.Core.Agents;
using Hub.Core.AutomaticMails;
using Hub.Core.Inbound;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Server.Operation;

/// <summary>Sizes that must be asked for, sampled, since a scrape must not wait for the store.</summary>
public sealed class Gauges
{
    private const int Ceiling = 1000;

    public long OutboxPending { get; private set; }

    public long OutboxFailed { get; private set; }

    public double IntakeLagSeconds { get; private set; }

    public long TrayItems { get; private set; }

    public long PausedQueues { get; private set; }

    public long WaitingMailboxes { get; private set; }

    public async Task SampleAsync(IHubStore store, IOutbox outbox, HubDirectory directory, TimeProvider clock, CancellationToken ct)
    {
        var depth = await outbox.DepthAsync(ct);
        OutboxPending = depth.Pending;
        OutboxFailed = depth.Failed;
        var waiting = new View<Intake>(Intake.Fields.State.Is(nameof(IntakeState.Received)), Intake.Fields.ReceivedAt);
        IntakeLagSeconds = (await store.ListAsync(waiting, new PageRequest(1), ct)).Items is [var oldest]
            ? (clock.GetUtcNow() - oldest.ReceivedAt).TotalSeconds
            : 0;
        TrayItems = await store.CountAsync(ListTray.Waiting, Ceiling, ct);
        PausedQueues = (await store.ListAsync(new View<QueuePause>(Filter<QueuePause>.Everything, QueuePause.Fields.At), new PageRequest(Ceiling), ct)).Items.Count;
        WaitingMailboxes = directory.Current.Inboxes.Values.Count(static inbox => inbox is { IsEnabled: true, Email: { IsFetchWaiting: true } or { IsSendWaiting: true } });
    }
}
