using Hub.Core.Inbound;
using MimeKit;

namespace Hub.Channels.Email.Receiving;

/// <summary>Where a mail was fetched from.</summary>
/// <param name="Inbox">The inbox.</param>
/// <param name="SourceKey">Its position at the source.</param>
/// <param name="Size">Bytes, as its server said before.</param>
internal sealed record Receipt(InboxId Inbox, string SourceKey, long Size);

/// <summary>Makes what a server gave durable.</summary>
internal static class FetchedMail
{
    /// <summary>Stores the mail, or of one that is too large the headers.</summary>
    /// <param name="receive">Stores it.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="raw">The mail; its headers where the server had said that it is too large. Closed here.</param>
    /// <param name="limits">How much is taken in.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public static async Task<ReceiveOutcome> KeepAsync(ReceiveIntake receive, Receipt source, Stream raw, IntakeLimits limits, CancellationToken ct)
    {
        await using (raw)
        {
            if (source.Size > limits.LargestMessage)
            {
                return await receive.HoldOversizeAsync(source.Inbox, raw, source.Size, source.SourceKey, ct);
            }
            if (raw.Length <= limits.LargestMessage)
            {
                return await receive.HandleAsync(source.Inbox, raw, source.SourceKey, ct);
            }
            // Its server had called it smaller.
            using var headers = new MemoryStream();
            await (await HeaderList.LoadAsync(raw, ct)).WriteToAsync(headers, ct);
            headers.Position = 0;
            return await receive.HoldOversizeAsync(source.Inbox, headers, raw.Length, source.SourceKey, ct);
        }
    }
}
