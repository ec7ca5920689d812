using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Server.Composition;

namespace Hub.Server.Operation;

/// <summary>State of one part: <c>up</c>, <c>degraded</c> (Hub goes on without it) or <c>down</c>.</summary>
public sealed record PartHealth(string Status, string? Detail = null);

/// <summary>What <c>/health/ready</c> answers.</summary>
public sealed record HealthResponse(string Status, IReadOnlyDictionary<string, PartHealth> Parts);

/// <summary>Asks every part whether it can do its work now.</summary>
public sealed class Readiness(IHubStore store, HubParts parts, Drain drain, IEnumerable<IHostedService> services)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthResponse> AskAsync(CancellationToken ct)
    {
        var health = new Dictionary<string, PartHealth>
        {
            ["storage"] = await StorageAsync(ct),
            ["coordination"] = await parts.Coordination.PingAsync(ct)
                ? new PartHealth("up")
                : new PartHealth("degraded", "The coordination server does not answer: presence and typing rest, nothing is lost."),
            ["workers"] = Workers(),
        };
        if (drain.IsDraining)
        {
            health["process"] = new PartHealth("down", "Stopping.");
        }
        return new HealthResponse(health.Values.Any(static part => part.Status == "down") ? "down" : "up", health);
    }

    private async Task<PartHealth> StorageAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            await store.PingAsync(patience.Token);
            return new PartHealth("up");
        }
        catch (Exception fault) when (fault is StoreUnavailableException or StoreFullException or StoreCorruptException)
        {
            return new PartHealth("down", fault.GetType().Name);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new PartHealth("down", "No answer within two seconds.");
        }
    }

    private PartHealth Workers()
    {
        var ended = services.OfType<BackgroundService>()
            .Where(static worker => worker.ExecuteTask is { IsCompleted: true })
            .Select(static worker => worker.GetType().Name)
            .ToList();
        return ended.Count == 0 || drain.IsDraining ? new PartHealth("up") : new PartHealth("down", string.Join(", ", ended));
    }
}
