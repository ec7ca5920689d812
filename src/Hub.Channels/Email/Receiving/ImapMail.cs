using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Microsoft.Extensions.Logging;

namespace Hub.Channels.Email.Receiving;

/// <summary>Fetches single mails of an inbox, and leaves one that does not come after a few tries.</summary>
internal sealed partial class ImapMail(
    Inbox inbox, ReceiveIntake receive, FetchTries tries, IntakeLimits limits, Watchdog watchdog, TimeProvider clock, ILogger log)
{
    /// <summary>The position of a mail at its source.</summary>
    public static string KeyOf(IMailFolder folder, UniqueId uid) => $"{folder.FullName}/{folder.UidValidity}/{uid.Id}";

    /// <summary>Fetches one mail.</summary>
    /// <returns>Its commit, under way; null when it did not come this time and is to be tried again.</returns>
    public async Task<Task<ReceiveOutcome>?> FetchAsync(IMailFolder folder, UniqueId uid, long size, CancellationToken ct)
    {
        if (tries.IsLastTry(KeyOf(folder, uid)) && !await GivesOthersAsync(folder, uid, ct))
        {
            throw new IOException($"The server gives no mail of the folder {folder.FullName}.");
        }
        var arrival = new Arrival();
        var (raw, refusal) = (Stream.Null, "nothing");
        try
        {
            raw = await ReadAsync(folder, uid, size, arrival, ct);
        }
        catch (ImapCommandException fault)
        {
            refusal = fault.Message;
        }
        catch (MessageNotFoundException fault)
        {
            if (!await IsThereAsync(folder, uid, ct))
            {
                return Task.FromResult<ReceiveOutcome>(new ReceiveOutcome.FetchedAlready(null));
            }
            refusal = fault.Message;
        }
        catch (Exception fault) when (fault is IOException or ImapProtocolException or TimeoutException or ServiceNotConnectedException)
        {
            if (tries.Lost(KeyOf(folder, uid), arrival.Bytes))
            {
                await LeaveAsync(folder, uid, size, $"the connection broke after {arrival.Bytes} bytes: {fault.Message}", ct);
            }
            throw;
        }
        if (raw.Length > 0)
        {
            return FetchedMail.KeepAsync(receive, new Receipt(inbox.Id, KeyOf(folder, uid), size), raw, limits, ct);
        }
        if (tries.Refused(KeyOf(folder, uid)))
        {
            return Task.FromResult(await LeaveAsync(folder, uid, size, $"the server answered: {refusal}", ct));
        }
        LogRefused(inbox.Id.Value, folder.FullName, uid.Id, refusal);
        await Task.Delay(tries.Pause, clock, ct);
        return null;
    }

    private async Task<Stream> ReadAsync(IMailFolder folder, UniqueId uid, long size, Arrival arrival, CancellationToken ct)
    {
        var raw = Stream.Null;
        if (size > limits.LargestMessage)
        {
            raw = new MemoryStream();
            await watchdog.CommandAsync(async patience => await (await folder.GetHeadersAsync(uid, patience, arrival)).WriteToAsync(raw, patience), ct);
            raw.Position = 0;
            return raw;
        }
        await watchdog.MailAsync(async patience => raw = await folder.GetStreamAsync(uid, "", patience, arrival), arrival, ct);
        return raw;
    }

    private async Task<bool> IsThereAsync(IMailFolder folder, UniqueId uid, CancellationToken ct) =>
        (await SearchAsync(folder, SearchQuery.Uids([uid]), ct)).Count > 0;

    // A server that gives nothing at all is ill itself, and no mail of it is to be left.
    private async Task<bool> GivesOthersAsync(IMailFolder folder, UniqueId uid, CancellationToken ct)
    {
        var others = await SearchAsync(folder, SearchQuery.Not(SearchQuery.Uids([uid])), ct);
        foreach (var other in others.Take(1).Concat(others.Skip(1).TakeLast(1)))
        {
            try
            {
                await watchdog.CommandAsync(async patience => await (await folder.GetStreamAsync(other, 0, 1, patience)).DisposeAsync(), ct);
                return true;
            }
            catch (Exception fault) when (fault is ImapCommandException or MessageNotFoundException)
            {
                LogRefused(inbox.Id.Value, folder.FullName, other.Id, fault.Message);
            }
        }
        return others.Count == 0;
    }

    private async Task<IList<UniqueId>> SearchAsync(IMailFolder folder, SearchQuery query, CancellationToken ct)
    {
        IList<UniqueId> found = [];
        await watchdog.CommandAsync(async patience => found = await folder.SearchAsync(query, patience), ct);
        return found;
    }

    private async Task<ReceiveOutcome> LeaveAsync(IMailFolder folder, UniqueId uid, long size, string said, CancellationToken ct)
    {
        LogLeft(inbox.Id.Value, folder.FullName, uid.Id, tries.Count, said);
        return await receive.HoldUnfetchableAsync(inbox.Id, size, KeyOf(folder, uid),
            $"not fetched: mail {uid.Id} in folder {folder.FullName} ({size} bytes) did not come in {tries.Count} tries; {said}", ct);
    }

    [LoggerMessage(EventId = 3204, Level = LogLevel.Warning, Message = "Inbox {Inbox}: the server did not give mail {Uid} of {Folder}: {Refusal}")]
    private partial void LogRefused(string inbox, string folder, uint uid, string refusal);

    [LoggerMessage(EventId = 3205, Level = LogLevel.Error, Message = "Inbox {Inbox}: mail {Uid} of {Folder} did not come in {Tries} tries and is left: {Said}")]
    private partial void LogLeft(string inbox, string folder, uint uid, int tries, string said);
}
