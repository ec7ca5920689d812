using Hub.Channels.Email.Crypto.OpenPgp;
using Hub.Core.Agents;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Keys;
using Hub.Core.Ports;
using Hub.Core.Views;
using MimeKit;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Hub.Channels.Email.Crypto;

/// <summary>Our own keys that may open one mail: those of the queues it was written to, and those that name an address it was written
/// to. Otherwise a mail for one queue, sent again to another inbox, would be read there.</summary>
internal sealed class PrivateKeys(KeyRings rings, HubDirectory directory, ISecretSealer sealer, Inbox inbox, MimeMessage mail)
{
    private IReadOnlyList<MailKey>? _ring;

    /// <summary>The OpenPGP keys of these ids, opened; 0 stands for any.</summary>
    public async ValueTask<IReadOnlyList<(PgpSecretKey Secret, PgpPrivateKey Private)>> OpenPgpAsync(IReadOnlyList<long> ids, CancellationToken ct)
    {
        var handles = ids.Where(static id => id != 0).Select(PgpKeyFile.HandleOf).ToList();
        var keys = await FindAsync(handles, takesAll: ids.Contains(0), ct);
        return [.. keys.Where(static key => key.Facts.Standard == CryptoStandard.OpenPgp)
            .Select(key => PrivatePart.Open(key, sealer)).OfType<PrivatePart>().SelectMany(PgpKeyFile.SecretsOf)];
    }

    /// <summary>The first certificate key that one of these handles means; null for none.</summary>
    public async ValueTask<(string Handle, PrivatePart Part)?> SmimeAsync(IReadOnlyList<string> handles, CancellationToken ct)
    {
        foreach (var key in await FindAsync(handles, takesAll: false, ct))
        {
            if (key.Facts.Standard == CryptoStandard.Smime && PrivatePart.Open(key, sealer) is { } part)
            {
                return (key.Facts.Handles.First(handles.Contains), part);
            }
        }
        return null;
    }

    private async ValueTask<IReadOnlyList<MailKey>> FindAsync(IReadOnlyList<string> handles, bool takesAll, CancellationToken ct)
    {
        var named = (await rings.ByHandlesAsync([.. handles], ct)).Where(MayOpen);
        if (takesAll)
        {
            _ring ??= await rings.OfOwnersAsync(Queues(), ct);
            named = named.Concat(_ring);
        }
        return [.. named.Where(static key => key.SealedPrivate is not null).DistinctBy(static key => key.Id)];
    }

    private bool MayOpen(MailKey key) => Queues().Contains(key.Owner) || key.Facts.Addresses.Intersect(Addresses()).Any();

    private List<string> Queues()
    {
        var names = directory.Current;
        return [.. Addresses().Select(address => OwnAddresses.QueueOf(names, address)?.Id).OfType<QueueId>().Append(inbox.Queue)
            .SelectMany(queue => names.Tree.Upwards(queue)).Select(static queue => queue.Id.Value).Distinct()];
    }

    private IEnumerable<string> Addresses() => mail.To.Mailboxes.Concat(mail.Cc.Mailboxes).Select(static to => to.Address)
        .Append(inbox.Email?.Address ?? "").Select(static address => OwnAddresses.WithoutTag(FieldValue.Fold(address)));
}
