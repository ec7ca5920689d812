using Hub.Core.Inboxes;
using Hub.Core.Ports;

namespace Hub.Channels.Tests.Email.Desk;

/// <summary>A reader that can be made to fail, as a bug in it would.</summary>
internal sealed class SwitchedReader(IInboundReader inner) : IInboundReader
{
    public bool Fails { get; set; }

    public ChannelKind Kind => inner.Kind;

    public ValueTask<string?> PeekSenderAsync(Stream raw, CancellationToken ct) => inner.PeekSenderAsync(raw, ct);

    public ValueTask<InboundReading> ReadAsync(Inbox inbox, Stream raw, CancellationToken ct) =>
        Fails ? throw new InvalidOperationException("The reader broke.") : inner.ReadAsync(inbox, raw, ct);
}
