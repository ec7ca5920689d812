using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using MailKit.Net.Pop3;
using Microsoft.Extensions.Logging;

namespace Hub.Channels.Email.Receiving;

/// <summary>Fetches mail by POP3 every minute: lists, retrieves, makes durable, then deletes. A crash in between repeats mails,
/// which are recognised by their UIDL.</summary>
public sealed partial class Pop3Receiver(
    ReceiveIntake receive, IntakeLanes lanes, IHubStore store, IntakeLimits limits, MailCredentials credentials, TimeProvider clock, ILogger<Pop3Receiver> log)
{
    private const int BatchSize = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CommandPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan MailPatience = TimeSpan.FromMinutes(4);

    /// <summary>Receives until cancelled; throws when the connection fails.</summary>
    public async Task ReceiveAsync(Inbox inbox, MailServer server, CancellationToken ct)
    {
        while (true)
        {
            var count = await FetchAsync(inbox, server, ct);
            if (count > 0)
            {
                LogFetched(inbox.Id.Value, count);
            }
            if (count < BatchSize)
            {
                await Task.Delay(Pause, clock, ct);
            }
        }
    }

    // A session of its own each time: POP3 shows new mail to new sessions only, and deletes at QUIT.
    private async Task<int> FetchAsync(Inbox inbox, MailServer server, CancellationToken ct)
    {
        using var client = new Pop3Client();
        await MailConnection.OpenAsync(client, inbox, server, credentials, ct);
        IList<string> uids = [];
        await MailConnection.WithinAsync(async patience => uids = client.Count > 0 ? await client.GetMessageUidsAsync(patience) : [], CommandPatience, ct);
        var batch = uids.Take(BatchSize).ToList();
        var known = await store.ResolveManyAsync([.. batch.Select(uid => Intake.SourceKeyOf(inbox.Id, uid))], ct);
        for (var index = 0; index < batch.Count; index++)
        {
            await FetchAsync(inbox, client, index, batch[index], known.ContainsKey(Intake.SourceKeyOf(inbox.Id, batch[index])), ct);
        }
        await MailConnection.WithinAsync(patience => client.DisconnectAsync(quit: true, patience), CommandPatience, ct);
        return batch.Count(uid => !known.ContainsKey(Intake.SourceKeyOf(inbox.Id, uid)));
    }

    private async Task FetchAsync(Inbox inbox, Pop3Client client, int index, string uid, bool isKnown, CancellationToken ct)
    {
        var size = 0;
        await MailConnection.WithinAsync(async patience => size = await client.GetMessageSizeAsync(index, patience), CommandPatience, ct);
        if (size > limits.LargestMessage)
        {
            // Only its headers come here, so the mail itself stays where it is.
            if (!isKnown)
            {
                var headers = new MemoryStream();
                await MailConnection.WithinAsync(async patience => await (await client.GetMessageHeadersAsync(index, patience)).WriteToAsync(headers, patience), CommandPatience, ct);
                headers.Position = 0;
                await receive.HoldOversizeAsync(inbox.Id, headers, size, uid, ct);
            }
            return;
        }
        if (!isKnown)
        {
            Stream? raw = null;
            await MailConnection.WithinAsync(async patience => raw = await client.GetStreamAsync(index, headersOnly: false, patience), MailPatience, ct);
            await using (raw)
            {
                if (await receive.HandleAsync(inbox.Id, raw!, uid, ct) is ReceiveOutcome.Received received)
                {
                    await lanes.EnqueueAsync(received.Intake, ct);
                }
            }
        }
        await MailConnection.WithinAsync(patience => client.DeleteMessageAsync(index, patience), CommandPatience, ct);
    }

    [LoggerMessage(EventId = 3203, Level = LogLevel.Information, Message = "Inbox {Inbox} fetched {Count} mails by POP3")]
    private partial void LogFetched(string inbox, int count);
}
