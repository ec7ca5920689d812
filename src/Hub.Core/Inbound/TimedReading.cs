using Hub.Core.Inboxes;
using Hub.Core.Ports;

namespace Hub.Core.Inbound;

/// <summary>Reads a message, but not for ever: one that takes too long holds up nobody else.</summary>
internal static class TimedReading
{
    private const int Slices = 20;

    /// <summary>What was read; unreadable when it took longer than the limit.</summary>
    /// <param name="reader">Of the inbox's channel.</param>
    /// <param name="inbox">Where it arrived.</param>
    /// <param name="raw">Must be closed by the caller, whatever comes of it: a reading given up ends at its next read.</param>
    /// <param name="patience">The limit.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="ct">Cancels.</param>
    public static async ValueTask<InboundReading> ReadAsync(
        IInboundReader reader, Inbox inbox, Stream raw, TimeSpan patience, TimeProvider clock, CancellationToken ct)
    {
        var reading = Task.Run(async () => await reader.ReadAsync(inbox, raw, ct), ct);
        // In slices: a process that was stopped for a minute finds one of them over, not all.
        for (var slice = 0; slice < Slices; slice++)
        {
            try
            {
                return await reading.WaitAsync(patience / Slices, clock, ct);
            }
            catch (TimeoutException) when (!reading.IsCompleted)
            {
            }
        }
        return new InboundReading.Unreadable($"reading it takes longer than {patience.TotalSeconds:0} s");
    }
}
