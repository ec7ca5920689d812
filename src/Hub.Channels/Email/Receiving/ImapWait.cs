using MailKit;
using MailKit.Net.Imap;

namespace Hub.Channels.Email.Receiving;

/// <summary>Waits for news of an open folder: with IDLE (RFC 2177) where the server has it, and never longer than until the next look.</summary>
internal sealed class ImapWait : IDisposable
{
    private readonly ImapClient _client;
    private readonly IMailFolder _folder;
    private readonly TimeSpan _longest;
    private readonly Watchdog _watchdog;
    private readonly TimeProvider _clock;
    private bool _canIdle;
    private CancellationTokenSource _news = new();

    public ImapWait(ImapClient client, IMailFolder folder, TimeSpan longest, Watchdog watchdog, TimeProvider clock)
    {
        (_client, _folder, _longest, _watchdog, _clock) = (client, folder, longest, watchdog, clock);
        _canIdle = client.Capabilities.HasFlag(ImapCapabilities.Idle);
        folder.CountChanged += Wake;
    }

    /// <summary>What comes from now on is news: also what the server says while it answers something else.</summary>
    public void Begin()
    {
        if (_news.IsCancellationRequested)
        {
            _news.Dispose();
            _news = new CancellationTokenSource();
        }
    }

    /// <summary>Ends with news, or after the longest time.</summary>
    public async Task ForNewsAsync(CancellationToken ct)
    {
        using var over = new CancellationTokenSource(_longest, _clock);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(over.Token, _news.Token);
        if (_canIdle)
        {
            try
            {
                await _watchdog.WithinAsync(patience => _client.IdleAsync(done.Token, patience), _longest + _watchdog.Timeouts.Command, ct);
                return;
            }
            catch (ImapCommandException)
            {
                // It offers IDLE and refuses it: the looks are enough.
                _canIdle = false;
            }
        }
        using var end = CancellationTokenSource.CreateLinkedTokenSource(done.Token, ct);
        await Task.Delay(Timeout.InfiniteTimeSpan, _clock, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
        await _watchdog.CommandAsync(patience => _client.NoOpAsync(patience), ct);
    }

    public void Dispose()
    {
        _folder.CountChanged -= Wake;
        _news.Dispose();
    }

    // Only wakes: the client must not be used from inside its own events.
    private void Wake(object? sender, EventArgs change) => _news.Cancel();
}
