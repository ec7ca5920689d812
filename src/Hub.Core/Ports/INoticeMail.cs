using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Outbound;

namespace Hub.Core.Ports;

/// <summary>Sends a short mail of Hub's own to an agent (a notice, a reset link): marked so that no machine answers it, and so that
/// its bounce names the agent.</summary>
public interface INoticeMail
{
    /// <summary>Sends over an inbox that can; says what is certain about it.</summary>
    ValueTask<DeliveryOutcome> SendAsync(Inbox inbox, Agent to, string subject, string text, CancellationToken ct);
}
