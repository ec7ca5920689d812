using Hub.Core.Live;
using Hub.Core.Ports;

namespace Hub.Channels.Tests.Email.Desk;

/// <summary>One node, nobody to tell.</summary>
internal sealed class LoneFanout : IFanout, IDisposable
{
    public bool IsCarrying => true;

    public void Publish(FeedEvent feedEvent)
    {
    }

    public IDisposable Subscribe(Action<FeedEvent> receive, Action resync) => this;

    public void Dispose()
    {
    }
}

/// <summary>No coordination server: header and time decide about locks.</summary>
internal sealed class NoLocks : ITicketLocks
{
    public ValueTask<bool> RenewAsync(TicketId ticket, long token, TimeSpan lease, CancellationToken ct) => ValueTask.FromResult(true);

    public ValueTask EndAsync(TicketId ticket, long token, CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask<LockLease> LookAsync(TicketId ticket, long token, CancellationToken ct) => ValueTask.FromResult(LockLease.Unknown);
}

/// <summary>Counts for this process; never forgets within a test.</summary>
internal sealed class CountingLimiter : IRateLimiter
{
    private readonly Dictionary<string, int> _uses = [];

    public ValueTask<RateVerdict> TakeAsync(string key, RateLimit limit, CancellationToken ct)
    {
        lock (_uses)
        {
            _uses[key] = _uses.GetValueOrDefault(key) + 1;
            return ValueTask.FromResult(new RateVerdict(_uses[key] <= limit.Count, TimeSpan.Zero));
        }
    }

    public ValueTask GiveBackAsync(string key, CancellationToken ct)
    {
        lock (_uses)
        {
            _uses[key] = _uses.GetValueOrDefault(key) - 1;
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>Keeps secrets readable.</summary>
internal sealed class PlainSealer : ISecretSealer
{
    public string Seal(string secret) => secret;

    public string? Open(string sealedSecret) => sealedSecret;
}

/// <summary>No provider: the mailboxes of the desk sign in by password.</summary>
internal sealed class NoTokens : ITokenEndpoint
{
    public ValueTask<TokenAnswer> AskAsync(TokenRequest request, CancellationToken ct) => throw new InvalidOperationException("No mailbox here has a grant.");
}
