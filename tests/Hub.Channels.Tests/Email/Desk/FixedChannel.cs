using Hub.Core.Inboxes;
using Hub.Core.Outbound;
using Hub.Core.Ports;

namespace Hub.Channels.Tests.Email.Desk;

/// <summary>A channel whose every attempt ends the same way.</summary>
internal sealed class FixedChannel(DeliveryOutcome outcome) : IChannel
{
    public List<OutboundMessage> Sent { get; } = [];

    public ChannelKind Kind => ChannelKind.Email;

    public ValueTask<DeliveryOutcome> SendAsync(OutboundMessage outbound, CancellationToken ct)
    {
        Sent.Add(outbound);
        return ValueTask.FromResult(outcome);
    }
}
