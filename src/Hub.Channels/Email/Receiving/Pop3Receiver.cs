using System.Collections.Concurrent;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using MailKit.Net.Pop3;
using Microsoft.Extensions.Logging;

namespace Hub.Channels.Email.Receiving;

/// <summary>Fetches mail by POP3 every minute: lists, retrieves, makes durable, then deletes. A crash in between repeats mails,
/// which are recognised by their UIDL. What is too large, or does not come, stays on the server.</summary>
public sealed partial class Pop3Receiver(
    ReceiveIntake receive, IntakeLanes lanes, IntakeLimits limits, MailCredentials credentials, Watchdog watchdog, TimeProvider clock, ILogger<Pop3Receiver> log)
{
    private const int BatchSize = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<InboxId, FetchTries> _tries = new();

    /// <summary>Receives until cancelled; throws when the connection fails.</summary>
    /// <param name="inbox">The account.</param>
    /// <param name="server">Its server.</param>
    /// <param name="works">Called whenever something came, or all that waited was looked at.</param>
    /// <param name="ct">Ends receiving.</param>
    public async Task ReceiveAsync(Inbox inbox, MailServer server, Func<CancellationToken, ValueTask> works, CancellationToken ct)
    {
        while (true)
        {
            var count = await FetchAsync(inbox, server, works, ct);
            if (count > 0)
            {
                LogFetched(inbox.Id.Value, count);
                continue;
            }
            await works(ct);
            await Task.Delay(Pause, clock, ct);
        }
    }

    // A session of its own each time: POP3 shows new mail to new sessions only, and deletes at QUIT.
    private async Task<int> FetchAsync(Inbox inbox, MailServer server, Func<CancellationToken, ValueTask> works, CancellationToken ct)
    {
        using var client = new Pop3Client();
        await MailConnection.OpenAsync(client, inbox, server, credentials, watchdog, ct);
        var listed = await Pop3Listing.ReadAsync(client, watchdog, ct);
        var known = await listed.KnownAsync(inbox, receive, ct);
        // What stays there for good must not keep later mails from their turn.
        var turn = listed.Mails.Where(mail => !(known.TryGetValue(mail.Key, out var before) && Stays(before))).Take(BatchSize).ToList();
        var mails = new Pop3Mail(inbox, client, listed, receive, _tries.GetOrAdd(inbox.Id, static _ => new FetchTries()), limits, watchdog, clock, log);
        var done = 0;
        foreach (var mail in turn)
        {
            var outcome = known.TryGetValue(mail.Key, out var before) ? new ReceiveOutcome.FetchedAlready(before) : await mails.FetchAsync(mail, ct);
            if (outcome is null)
            {
                break;
            }
            await lanes.HandOnAsync(outcome, ct);
            await works(ct);
            if (!Stays((outcome as ReceiveOutcome.Received)?.Intake))
            {
                await watchdog.CommandAsync(patience => client.DeleteMessageAsync(mail.Index, patience), ct);
            }
            done++;
        }
        await watchdog.CommandAsync(patience => client.DisconnectAsync(quit: true, patience), ct);
        return done < turn.Count ? Math.Max(done, 1) : done;
    }

    private static bool Stays(Intake? intake) => intake is { Cause: TrayCause.Oversize or TrayCause.Unfetchable };

    [LoggerMessage(EventId = 3203, Level = LogLevel.Information, Message = "Inbox {Inbox} fetched {Count} mails by POP3")]
    private partial void LogFetched(string inbox, int count);
}
