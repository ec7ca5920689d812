using Hub.Core.Ports;
using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>Answers to a hidden copy stay internal: in public they would tell the customer of it.</summary>
internal static class HiddenRecipient
{
    /// <summary>Whether a message refers to a mail of ours that its sender got as a hidden copy. Our own ids count with their MAC only.</summary>
    public static async ValueTask<bool> IsSenderAsync(IHubStore store, InboundMessage message, ReplyTokens tokens, CancellationToken ct)
    {
        List<MessageId> answered = [.. message.Signs.References.Select(tokens.ReadMessageId).OfType<OwnMail>().Select(static own => own.Message).Distinct()];
        if (message.FromAddress is not { } from || answered.Count == 0)
        {
            return false;
        }
        var sender = Mailbox.KeyOf(from);
        return (await store.FindManyAsync(answered, ct)).Any(entry => entry.Bcc.Any(box => box.Key == sender));
    }
}
