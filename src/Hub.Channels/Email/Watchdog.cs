using MailKit;

namespace Hub.Channels.Email;

/// <summary>Puts an end to every step with a mail server.</summary>
public sealed class Watchdog(MailTimeouts timeouts, TimeProvider clock)
{
    /// <summary>The limits.</summary>
    public MailTimeouts Timeouts => timeouts;

    /// <summary>Runs one command.</summary>
    /// <exception cref="TimeoutException">It took too long; the connection is of no use any more.</exception>
    public Task CommandAsync(Func<CancellationToken, Task> step, CancellationToken ct) => WithinAsync(step, timeouts.Command, ct);

    /// <summary>Runs a step that must end within a time.</summary>
    /// <exception cref="TimeoutException">It did not; the connection is of no use any more.</exception>
    public async Task WithinAsync(Func<CancellationToken, Task> step, TimeSpan patience, CancellationToken ct)
    {
        using var alarm = new CancellationTokenSource(patience, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, alarm.Token);
        try
        {
            await step(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail server did not answer within {patience.TotalSeconds} s.");
        }
    }

    /// <summary>Fetches a mail: it may take its time as long as something comes.</summary>
    /// <param name="step">The fetching.</param>
    /// <param name="arrival">Where it reports what came.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="TimeoutException">Nothing came for too long.</exception>
    internal Task MailAsync(Func<CancellationToken, Task> step, Arrival arrival, CancellationToken ct) => WithinAsync(async whole =>
    {
        using var silence = new CancellationTokenSource(timeouts.Command, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(whole, silence.Token);
        arrival.Came = () => silence.CancelAfter(timeouts.Command);
        await step(limit.Token);
    }, timeouts.Mail, ct);
}

/// <summary>How much of a mail has come.</summary>
internal sealed class Arrival : ITransferProgress
{
    /// <summary>Bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>What is done whenever some came.</summary>
    public Action? Came { get; set; }

    /// <inheritdoc/>
    public void Report(long bytesTransferred, long totalSize) => Report(bytesTransferred);

    /// <inheritdoc/>
    public void Report(long bytesTransferred)
    {
        Bytes = bytesTransferred;
        Came?.Invoke();
    }
}
