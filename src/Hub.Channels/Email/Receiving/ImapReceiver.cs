using System.Collections.Concurrent;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Work;
using MailKit;
using MailKit.Net.Imap;
using Microsoft.Extensions.Logging;

namespace Hub.Channels.Email.Receiving;

/// <summary>Fetches mail by IMAP: waits with IDLE, looks every minute all the same, goes on from the last UID. A mail is marked as
/// read on the server only after it is durable here.</summary>
public sealed partial class ImapReceiver(
    ReceiveIntake receive, IntakeLanes lanes, IHubStore store, IntakeLimits limits, MailCredentials credentials, Watchdog watchdog, TimeProvider clock,
    ILogger<ImapReceiver> log)
{
    // Well under the 29 minutes of RFC 2177 and the five after which some servers cut; also the poll for servers that never push.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<InboxId, FetchTries> _tries = new();

    /// <summary>Receives until cancelled; throws when the connection fails.</summary>
    /// <param name="inbox">The account.</param>
    /// <param name="server">Its server.</param>
    /// <param name="folderName">Which folder of it.</param>
    /// <param name="lease">This node's right to fetch.</param>
    /// <param name="works">Called whenever something came, or all that waited was looked at.</param>
    /// <param name="ct">Ends receiving.</param>
    public async Task ReceiveAsync(Inbox inbox, MailServer server, string folderName, HeldLease lease, Func<CancellationToken, ValueTask> works, CancellationToken ct)
    {
        using var client = new ImapClient();
        await MailConnection.OpenAsync(client, inbox, server, credentials, watchdog, ct);
        var folder = await OpenFolderAsync(client, folderName, watchdog, ct);
        var mail = new ImapMail(inbox, receive, _tries.GetOrAdd(inbox.Id, static _ => new FetchTries()), limits, watchdog, clock, log);
        var fetch = new ImapFetch(inbox, folder, mail, new ImapPosition(store), receive, lanes, watchdog, lease, works);
        using var wait = new ImapWait(client, folder, LongestIdle, watchdog, clock);
        LogConnected(inbox.Id.Value, client.Capabilities);
        while (true)
        {
            wait.Begin();
            var count = await fetch.FetchNewAsync(ct);
            if (count > 0)
            {
                LogFetched(inbox.Id.Value, count);
                continue;
            }
            await works(ct);
            await wait.ForNewsAsync(ct);
        }
    }

    /// <summary>Opens a folder as receiving needs it.</summary>
    internal static async Task<IMailFolder> OpenFolderAsync(ImapClient client, string name, Watchdog watchdog, CancellationToken ct)
    {
        IMailFolder? folder = null;
        await watchdog.CommandAsync(async patience =>
        {
            folder = name.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? client.Inbox! : await client.GetFolderAsync(name, patience);
            await folder.OpenAsync(FolderAccess.ReadWrite, patience);
        }, ct);
        return folder!;
    }

    [LoggerMessage(EventId = 3201, Level = LogLevel.Information, Message = "Inbox {Inbox} receives by IMAP, server can {Capabilities}")]
    private partial void LogConnected(string inbox, ImapCapabilities capabilities);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Information, Message = "Inbox {Inbox} fetched {Count} mails")]
    private partial void LogFetched(string inbox, int count);
}
