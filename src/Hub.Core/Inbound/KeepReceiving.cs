using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Work;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Inbound;

/// <summary>Receives from one account for as long as this node may: connects anew with growing pauses, and shows at the inbox when it does
/// not get to work. A connection that breaks after it worked is no trouble yet: mail servers do that every few minutes.</summary>
public sealed partial class KeepReceiving(InboxTroubles troubles, TimeProvider clock, ILogger<KeepReceiving> log)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    /// <summary>Receives until cancelled.</summary>
    /// <exception cref="LeaseLostException">Another node receives from it now.</exception>
    public async Task RunAsync(IPollingChannel channel, Inbox inbox, HeldLease lease, CancellationToken ct)
    {
        var pause = ShortestPause;
        while (!ct.IsCancellationRequested)
        {
            var hasWorked = false;
            try
            {
                await channel.ReceiveAsync(inbox, lease, async token =>
                {
                    if (!hasWorked)
                    {
                        hasWorked = true;
                        await troubles.EndAsync(inbox.Id, token);
                    }
                }, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is not LeaseLostException)
            {
                // Whatever a mail server does must not end the others' receivers.
                pause = hasWorked ? ShortestPause : pause;
                LogFailed(inbox.Id.Value, pause, fault);
                await ShowAsync(inbox, fault, hasWorked, ct);
            }
            await Task.Delay(pause, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async ValueTask ShowAsync(Inbox inbox, Exception fault, bool hasWorked, CancellationToken ct)
    {
        if (hasWorked || fault is not MailboxFailedException)
        {
            return;
        }
        try
        {
            await troubles.NoteAsync(inbox.Id, fault.Message, ct);
        }
        catch (StoreUnavailableException unavailable)
        {
            LogFailed(inbox.Id.Value, TimeSpan.Zero, unavailable);
        }
        catch (OperationCanceledException)
        {
            // The loop ends by itself.
        }
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "Receiving for inbox {Inbox} failed; next try in {Pause}")]
    private partial void LogFailed(string inbox, TimeSpan pause, Exception fault);
}
