using Hub.Core.Inboxes;
using Hub.Core.Inbound;

namespace Hub.Core.Ports;

/// <summary>Reads what a channel received. Pure: the same bytes always give the same message, so that any intake can be read again.</summary>
public interface IInboundReader
{
    /// <summary>Whose bytes it understands.</summary>
    ChannelKind Kind { get; }

    /// <summary>What a message must be filed after, cheaply.</summary>
    ValueTask<MessagePeek> PeekAsync(Stream raw, CancellationToken ct);

    /// <summary>Reads the message. Never throws for what it contains.</summary>
    /// <param name="inbox">Where it arrived.</param>
    /// <param name="raw">Seekable, at its start; must stay open as long as attachments are read.</param>
    /// <param name="ct">Cancels reading.</param>
    ValueTask<InboundReading> ReadAsync(Inbox inbox, Stream raw, CancellationToken ct);
}

/// <summary>The few things that keep messages in order.</summary>
/// <param name="Sender">The folded sender address; null when it cannot be told.</param>
/// <param name="MessageId">Its own id; null when it has none.</param>
/// <param name="References">Ids of the messages it answers.</param>
public sealed record MessagePeek(string? Sender, string? MessageId, IReadOnlyList<string> References)
{
    /// <summary>Nothing can be told.</summary>
    public static MessagePeek Nothing { get; } = new(null, null, []);
}

/// <summary>How reading ended.</summary>
public abstract record InboundReading
{
    private InboundReading()
    {
    }

    /// <summary>It is a message.</summary>
    public sealed record Read(InboundMessage Message) : InboundReading;

    /// <summary>It cannot be read, now or ever.</summary>
    /// <param name="Reason">For agents.</param>
    public sealed record Unreadable(string Reason) : InboundReading;
}
