using Hub.Core.Inboxes;

namespace Hub.Core.Ports;

/// <summary>Sends a short mail of Hub's own (a reset link) that belongs to no ticket.</summary>
public interface INoticeMail
{
    /// <summary>Sends over an inbox that can; false when it certainly did not go out.</summary>
    ValueTask<bool> SendAsync(Inbox inbox, string to, string subject, string text, CancellationToken ct);
}
