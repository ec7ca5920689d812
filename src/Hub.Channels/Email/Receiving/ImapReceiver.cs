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
    ReceiveIntake receive, IntakeLanes lanes, IHubStore store, IntakeLimits limits, MailCredentials credentials, TimeProvider clock, ILogger<ImapReceiver> log)
{
    // Well under the 29 minutes of RFC 2177 and the five after which some servers cut; also the poll for servers that never push.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CommandPatience = TimeSpan.FromMinutes(2);

    /// <summary>Receives until cancelled; throws when the connection fails.</summary>
    public async Task ReceiveAsync(Inbox inbox, MailServer server, string folderName, HeldLease lease, CancellationToken ct)
    {
        using var client = new ImapClient();
        await MailConnection.OpenAsync(client, inbox, server, credentials, ct);
        var folder = await OpenFolderAsync(client, folderName, ct);
        var fetch = new ImapFetch(inbox, folder, receive, lanes, store, limits, lease);
        LogConnected(inbox.Id.Value, client.Capabilities);
        while (true)
        {
            var count = await fetch.FetchNewAsync(ct);
            if (count > 0)
            {
                LogFetched(inbox.Id.Value, count);
                continue;
            }
            await WaitAsync(client, folder, ct);
        }
    }

    /// <summary>Opens a folder as receiving needs it.</summary>
    internal static async Task<IMailFolder> OpenFolderAsync(ImapClient client, string name, CancellationToken ct)
    {
        IMailFolder? folder = null;
        await MailConnection.WithinAsync(async patience =>
        {
            folder = name.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? client.Inbox! : await client.GetFolderAsync(name, patience);
            await folder.OpenAsync(FolderAccess.ReadWrite, patience);
        }, CommandPatience, ct);
        return folder!;
    }

    private async Task WaitAsync(ImapClient client, IMailFolder folder, CancellationToken ct)
    {
        if (!client.Capabilities.HasFlag(ImapCapabilities.Idle))
        {
            await Task.Delay(LongestIdle, clock, ct);
            await MailConnection.WithinAsync(patience => client.NoOpAsync(patience), CommandPatience, ct);
            return;
        }
        using var done = new CancellationTokenSource(LongestIdle, clock);
        // Only wakes: the client must not be used from inside its own events.
        void Wake(object? sender, EventArgs change) => done.Cancel();
        folder.CountChanged += Wake;
        try
        {
            await MailConnection.WithinAsync(patience => client.IdleAsync(done.Token, patience), LongestIdle + CommandPatience, ct);
        }
        finally
        {
            folder.CountChanged -= Wake;
        }
    }

    [LoggerMessage(EventId = 3201, Level = LogLevel.Information, Message = "Inbox {Inbox} receives by IMAP, server can {Capabilities}")]
    private partial void LogConnected(string inbox, ImapCapabilities capabilities);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Information, Message = "Inbox {Inbox} fetched {Count} mails")]
    private partial void LogFetched(string inbox, int count);
}
