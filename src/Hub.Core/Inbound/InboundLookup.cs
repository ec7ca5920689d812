using Hub.Core.BlockedSenders;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>Everything a message names by a unique key, looked up in one round trip.</summary>
public sealed class InboundLookup
{
    private readonly IReadOnlyDictionary<UniqueKey, DocRef> _holders;

    private InboundLookup(InboundMessage message, IReadOnlyDictionary<UniqueKey, DocRef> holders)
    {
        _holders = holders;
        Twin = HolderOf(Message.ExternalKeyOf(message.ExternalKey)) ?? HolderOf(Intake.ExternalKeyOf(message.ExternalKey));
        BlockedBy = BlockedSender.KeysFor(message.FromAddress).Where(key => HolderOf(key) is not null).Select(static key => key.Value).FirstOrDefault();
        IsMessageIdTaken = message.Mail?.MessageId is { } id && HolderOf(MailFacts.KeyOf(message.Inbox, id)) is not null;
    }

    /// <summary>Who holds the very same message already; null when nobody does.</summary>
    public DocRef? Twin { get; }

    /// <summary>The blocked address or domain that the sender is or belongs to; null when there is none.</summary>
    public string? BlockedBy { get; }

    /// <summary>Whether another message of the inbox has the same Message-ID.</summary>
    public bool IsMessageIdTaken { get; }

    /// <summary>Who holds which of the looked-up keys.</summary>
    public IReadOnlyDictionary<UniqueKey, DocRef> Holders => _holders;

    /// <summary>The key of a thread in an outside system.</summary>
    public static UniqueKey ThreadKey(InboxId inbox, string thread) => new("external-thread", $"{inbox.Value}/{thread}");

    /// <summary>Reads the holders of all keys.</summary>
    public static async ValueTask<InboundLookup> ReadAsync(IHubStore store, InboundMessage message, CancellationToken ct)
    {
        HashSet<UniqueKey> keys =
        [
            Message.ExternalKeyOf(message.ExternalKey),
            Intake.ExternalKeyOf(message.ExternalKey),
            .. BlockedSender.KeysFor(message.FromAddress),
            .. message.Identities.Select(static identity => identity.ToKey()),
            .. message.Signs.References.Where(static id => !ReplyTokens.LooksOwn(id)).Select(id => MailFacts.KeyOf(message.Inbox, id)),
        ];
        if (message.Mail?.MessageId is { } messageId)
        {
            keys.Add(MailFacts.KeyOf(message.Inbox, messageId));
        }
        if (message.Signs.SubjectNumber is { } number)
        {
            keys.Add(Ticket.NumberKey(number));
        }
        if (message.Signs.ExternalThread is { } thread)
        {
            keys.Add(ThreadKey(message.Inbox, thread));
        }
        return new InboundLookup(message, await store.ResolveManyAsync(keys, ct));
    }

    /// <summary>Who holds a key, or null.</summary>
    public DocRef? HolderOf(UniqueKey key) => _holders.TryGetValue(key, out var holder) ? holder : null;
}
