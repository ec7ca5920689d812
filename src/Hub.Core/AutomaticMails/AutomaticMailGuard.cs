using System.Security.Cryptography;
using System.Text;
using Hub.Core.Agents;
using Hub.Core.Inbound;
using Hub.Core.Ports;
using Hub.Core.Views;

namespace Hub.Core.AutomaticMails;

/// <summary>A mail Hub would write by itself.</summary>
/// <param name="Address">To whom.</param>
/// <param name="Queue">For which queue.</param>
public sealed record AutomaticMailWish(string Address, QueueId Queue)
{
    /// <summary>About which ticket; null for one that is only being made, which has had none yet.</summary>
    public TicketId? Ticket { get; init; }

    /// <summary>Names mails that are alike for their reader, as a text that may hold anything; null when none are.</summary>
    public string? Likeness { get; init; }
}

/// <summary>Whether Hub may write a mail by itself now: not to an address of our own or one that mail did not reach, not while its
/// queue is paused, and no more than a person could want. Receipts, notices to customers and notices to agents all ask here.</summary>
public sealed class AutomaticMailGuard(
    UndeliverableAddresses undeliverable, IRateLimiter limiter, QueuePauses pauses, HubDirectory directory, AutomaticMailLimits limits)
{
    // Several windows each, so that neither a flood nor a slow loop goes on for ever.
    private static readonly IReadOnlyList<RateLimit> PerTicket = [Within(10, 10), Within(15, 30), Within(25, 60), Within(50, 180), Within(100, 600)];
    private static readonly IReadOnlyList<RateLimit> PerAddress = [Within(30, 10), Within(60, 30), Within(120, 60), Within(240, 180), Within(360, 600)];

    // A responder that hides what it is sends the same words each time.
    private static readonly RateLimit Alike = Within(3, 180);

    /// <summary>Whether it may go out; counts as gone out when it may.</summary>
    public async ValueTask<bool> MayAsync(AutomaticMailWish wish, CancellationToken ct)
    {
        var address = FieldValue.Fold(wish.Address);
        if (OwnAddresses.Contains(directory.Current, address)
            || await undeliverable.FindAsync(address, ct) is not null
            || await pauses.IsPausedAsync(wish.Queue, ct))
        {
            return false;
        }
        var who = Hash(address);
        if ((wish.Likeness is { } likeness && !await TakesAsync($"{who}/alike/{Hash(likeness)}", [Alike], ct))
            || (wish.Ticket is { } ticket && !await TakesAsync($"{who}/{ticket.Value}", PerTicket, ct))
            || !await TakesAsync(who, PerAddress, ct))
        {
            return false;
        }
        if ((await limiter.TakeAsync($"automatic-queue/{wish.Queue.Value}", new RateLimit(limits.PerQueueAndMinute, TimeSpan.FromMinutes(1)), ct)).IsAllowed)
        {
            return true;
        }
        await pauses.PauseAsync(wish.Queue, ct);
        return false;
    }

    private async ValueTask<bool> TakesAsync(string key, IReadOnlyList<RateLimit> all, CancellationToken ct)
    {
        var verdicts = await Task.WhenAll(all.Select(limit => limiter.TakeAsync($"automatic-mail/{key}/{limit.Window.TotalMinutes}", limit, ct).AsTask()));
        return verdicts.All(static verdict => verdict.IsAllowed);
    }

    // Keys of the limiter hold no addresses and no texts.
    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    private static RateLimit Within(int count, int minutes) => new(count, TimeSpan.FromMinutes(minutes));
}
