using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using MailKit;
using MailKit.Net.Pop3;
using Microsoft.Extensions.Logging;

namespace Hub.Channels.Email.Receiving;

/// <summary>Fetches single mails of a POP3 session, and leaves one that does not come after a few tries.</summary>
internal sealed partial class Pop3Mail(
    Inbox inbox, Pop3Client client, Pop3Listing listed, ReceiveIntake receive, FetchTries tries, IntakeLimits limits, Watchdog watchdog, TimeProvider clock,
    ILogger log)
{
    /// <summary>Fetches one mail and makes it durable; null when it did not come this time and is to be tried again.</summary>
    public async Task<ReceiveOutcome?> FetchAsync(Pop3Entry mail, CancellationToken ct)
    {
        if (tries.IsLastTry(mail.Key) && !await GivesOthersAsync(mail, ct))
        {
            throw new IOException("The server gives no mail.");
        }
        var arrival = new Arrival();
        var (raw, refusal) = (Stream.Null, "nothing");
        try
        {
            raw = await ReadAsync(mail, arrival, ct);
        }
        catch (Pop3CommandException fault)
        {
            refusal = fault.StatusText is { Length: > 0 } text ? text : fault.Message;
        }
        catch (Exception fault) when (fault is IOException or Pop3ProtocolException or TimeoutException or ServiceNotConnectedException)
        {
            if (tries.Lost(mail.Key, arrival.Bytes))
            {
                await LeaveAsync(mail, $"the connection broke after {arrival.Bytes} bytes: {fault.Message}", ct);
            }
            throw;
        }
        if (raw.Length > 0)
        {
            return await FetchedMail.KeepAsync(receive, new Receipt(inbox.Id, mail.Key, mail.Size), raw, limits, ct);
        }
        if (tries.Refused(mail.Key))
        {
            return await LeaveAsync(mail, $"the server answered: {refusal}", ct);
        }
        LogRefused(inbox.Id.Value, mail.Uidl, refusal);
        await Task.Delay(tries.Pause, clock, ct);
        return null;
    }

    private async Task<Stream> ReadAsync(Pop3Entry mail, Arrival arrival, CancellationToken ct)
    {
        var raw = Stream.Null;
        await watchdog.MailAsync(async patience => raw = await client.GetStreamAsync(mail.Index, headersOnly: mail.Size > limits.LargestMessage, patience, arrival), arrival, ct);
        return raw;
    }

    // A server that gives nothing at all is ill itself, and no mail of it is to be left.
    private async Task<bool> GivesOthersAsync(Pop3Entry mail, CancellationToken ct)
    {
        var others = listed.Mails.Where(one => one != mail).ToList();
        foreach (var other in others.Take(1).Concat(others.Skip(1).TakeLast(1)))
        {
            try
            {
                await watchdog.CommandAsync(async patience => await (await client.GetStreamAsync(other.Index, headersOnly: true, patience)).DisposeAsync(), ct);
                return true;
            }
            catch (Pop3CommandException fault)
            {
                LogRefused(inbox.Id.Value, other.Uidl, fault.Message);
            }
        }
        return others.Count == 0;
    }

    private async Task<ReceiveOutcome> LeaveAsync(Pop3Entry mail, string said, CancellationToken ct)
    {
        LogLeft(inbox.Id.Value, mail.Uidl, tries.Count, said);
        return await receive.HoldUnfetchableAsync(inbox.Id, mail.Size, mail.Key,
            $"not fetched: mail {mail.Uidl} ({mail.Size} bytes) did not come in {tries.Count} tries; {said}", ct);
    }

    [LoggerMessage(EventId = 3206, Level = LogLevel.Warning, Message = "Inbox {Inbox}: the server did not give mail {Uidl}: {Refusal}")]
    private partial void LogRefused(string inbox, string uidl, string refusal);

    [LoggerMessage(EventId = 3207, Level = LogLevel.Error, Message = "Inbox {Inbox}: mail {Uidl} did not come in {Tries} tries and is left: {Said}")]
    private partial void LogLeft(string inbox, string uidl, int tries, string said);
}
