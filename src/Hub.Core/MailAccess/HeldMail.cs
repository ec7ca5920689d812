using Hub.Core.Outbound;
using Hub.Core.Ports;

namespace Hub.Core.MailAccess;

/// <summary>Mail that waits for a sign-in: it stays queued however long that takes, and goes out as soon as somebody has acted.</summary>
public sealed class HeldMail(IOutbox outbox)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>What agents read meanwhile.</summary>
    public const string Reason = "The mailbox needs a new sign-in by an administrator.";

    /// <summary>The outcome of trying to send it.</summary>
    public static DeliveryOutcome Outcome { get; } = new DeliveryOutcome.Deferred(LongestPause, Reason) { IsHeld = true };

    /// <summary>Has what waits tried now. What waits for another mailbox goes on waiting.</summary>
    public ValueTask ReleaseAsync(CancellationToken ct) => outbox.HastenAsync(OutboxConsumers.Deliver, Reason, ct);
}
