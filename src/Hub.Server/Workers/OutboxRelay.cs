using System.Collections.Concurrent;
using System.Diagnostics;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Server.Operation;

namespace Hub.Server.Workers;

/// <summary>Leases outgoing work and has it done, several tickets at once, so that a slow server holds up its own mails only. Leases are
/// short and renewed while the work goes on: those of a node that ended are another's soon.</summary>
public sealed partial class OutboxRelay(IOutbox outbox, DeliverMessage deliver, TimeProvider clock, ILogger<OutboxRelay> log) : BackgroundService
{
    private const int Width = 32;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<(string Entry, string Lease), LeasedEntry> _underWay = new();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var slots = new SemaphoreSlim(Width);
        await using var renewal = clock.CreateTimer(_ => _ = RenewAsync(), null, DeliverMessage.Lease / 3, DeliverMessage.Lease / 3);
        try
        {
            while (true)
            {
                await slots.WaitAsync(stoppingToken);
                slots.Release();
                await LeaseAsync(slots, stoppingToken);
            }
        }
        finally
        {
            // What was begun is brought to its end: an attempt cut off here would be uncertain.
            for (var taken = 0; taken < Width; taken++)
            {
                await slots.WaitAsync(CancellationToken.None);
            }
        }
    }

    private async Task LeaseAsync(SemaphoreSlim slots, CancellationToken ct)
    {
        try
        {
            var work = await outbox.LeaseAsync(OutboxConsumers.Deliver, slots.CurrentCount, DeliverMessage.Lease, ct);
            foreach (var entry in work)
            {
                await slots.WaitAsync(CancellationToken.None);
                _underWay[KeyOf(entry)] = entry;
                _ = DeliverAsync(entry, slots);
            }
            if (work.Count == 0)
            {
                await outbox.WaitAsync(OutboxConsumers.Deliver, ct);
            }
        }
        catch (StoreUnavailableException fault)
        {
            LogStoreAway(fault);
            await Task.Delay(Pause, clock, ct);
        }
    }

    private async Task DeliverAsync(LeasedEntry entry, SemaphoreSlim slots)
    {
        try
        {
            // Yields first, so that the work of many tickets really runs side by side.
            await Task.Yield();
            using var activity = HubTelemetry.Source.StartActivity("deliver", ActivityKind.Consumer, entry.Entry.TraceParent);
            await deliver.HandleAsync(entry, CancellationToken.None);
        }
        catch (Exception fault)
        {
            // The lease runs out and the work comes back; nobody above could do more.
            LogFailed(entry.Entry.Id, fault);
        }
        finally
        {
            _underWay.TryRemove(KeyOf(entry), out _);
            slots.Release();
        }
    }

    /// <summary>A lost entry may be leased here again while its first attempt still runs; entries leased together share a token.</summary>
    private static (string Entry, string Lease) KeyOf(LeasedEntry work) => (work.Entry.Id, work.LeaseToken);

    private async Task RenewAsync()
    {
        var work = _underWay.Values.ToList();
        if (work.Count == 0)
        {
            return;
        }
        try
        {
            var held = await outbox.RenewAsync(work, DeliverMessage.Lease, CancellationToken.None);
            foreach (var lost in work.Where(leased => !held.Contains(leased.Entry.Id) && _underWay.ContainsKey(KeyOf(leased))))
            {
                // Another node has it: what is sent here is sent twice at worst, and this outcome is refused.
                LogLost(lost.Entry.Id);
            }
        }
        catch (StoreUnavailableException fault)
        {
            LogStoreAway(fault);
        }
    }

    [LoggerMessage(EventId = 4203, Level = LogLevel.Warning, Message = "The lease on outgoing work {Entry} was lost while it was done")]
    private partial void LogLost(string entry);

    [LoggerMessage(EventId = 4201, Level = LogLevel.Warning, Message = "The store cannot lease outgoing work")]
    private partial void LogStoreAway(Exception fault);

    [LoggerMessage(EventId = 4202, Level = LogLevel.Error, Message = "Outgoing work {Entry} failed")]
    private partial void LogFailed(string entry, Exception fault);
}
