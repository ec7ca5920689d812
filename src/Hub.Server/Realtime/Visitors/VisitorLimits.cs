using Hub.Core.Contacts;
using Hub.Core.Ports;

namespace Hub.Server.Realtime.Visitors;

/// <summary>What a visitor may do how often.</summary>
internal sealed class VisitorLimits(RealtimeLimits limits, IRateLimiter shared, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public RealtimeLimits Each => limits;

    public TokenBucket NewBucket() => new(limits.CallBurst, limits.CallsPerSecond, clock);

    /// <summary>Counts a new visitor or a new ticket of an address.</summary>
    public async ValueTask TakeVisitorAsync(string? address, CancellationToken ct)
    {
        if (address is not null
            && await shared.TakeAsync($"visitors:{address}", new RateLimit(limits.VisitorsPerMinute, Window), ct) is { IsAllowed: false } verdict)
        {
            throw HubFault.RateLimited(verdict.RetryAfter);
        }
    }

    /// <summary>Counts a file of a visitor.</summary>
    public ValueTask<RateVerdict> TakeFileAsync(Visitor visitor, CancellationToken ct) =>
        shared.TakeAsync($"visitor-files:{visitor.Id.Value}", new RateLimit(limits.FilesPerMinute, Window), ct);
}
