using Hub.Core.Inboxes;
using Hub.Core.Outbound;
using Hub.Core.Work;

namespace Hub.Core.Ports;

/// <summary>A kind of transport. What it can do beyond sending is said by the optional interfaces beside this one.</summary>
public interface IChannel
{
    /// <summary>Which kind.</summary>
    ChannelKind Kind { get; }

    /// <summary>Sends one message. May take seconds; never throws for what the other side does.</summary>
    /// <param name="outbound">What to send, with the message id as idempotency key.</param>
    /// <param name="ct">Cancels waiting; the outcome is then unknown.</param>
    ValueTask<DeliveryOutcome> SendAsync(OutboundMessage outbound, CancellationToken ct);
}

/// <summary>A channel that fetches: mailboxes.</summary>
public interface IPollingChannel : IChannel
{
    /// <summary>Receives from one account until cancelled, handing each item to the intake before it is acknowledged there.
    /// Throws when the connection fails; the caller waits and calls again.</summary>
    /// <param name="inbox">The account.</param>
    /// <param name="lease">This node's right to fetch from it; guards what another receiver must not find changed behind its back.</param>
    /// <param name="works">Called whenever something came, or all that waited there was looked at.</param>
    /// <param name="ct">Ends receiving.</param>
    /// <exception cref="LeaseLostException">Another node receives from it now.</exception>
    /// <exception cref="MailboxFailedException">The other side failed.</exception>
    Task ReceiveAsync(Inbox inbox, HeldLease lease, Func<CancellationToken, ValueTask> works, CancellationToken ct);

    /// <summary>Signs in and out again, part by part; never throws for what the other side does.</summary>
    Task<InboxTestReport> TestAsync(Inbox inbox, CancellationToken ct);
}

/// <summary>Receiving from an account ended by what the other side did.</summary>
/// <param name="sentence">For people.</param>
/// <param name="fault">What happened.</param>
public sealed class MailboxFailedException(string sentence, Exception fault) : Exception(sentence, fault);
