using Hub.Core.Contacts;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Keys;

/// <summary>Finds keys by whom they belong to and by what mails call them, in few round trips however many are asked for.</summary>
public sealed class KeyRings(IHubStore store)
{
    /// <summary>Keys of one queue or contact, at most.</summary>
    public const int MostKeys = 50;

    private const int MostFound = 500;

    /// <summary>All keys of queues or contacts, newest first.</summary>
    public async ValueTask<IReadOnlyList<MailKey>> OfOwnersAsync(IReadOnlyCollection<string> owners, CancellationToken ct) =>
        owners.Count == 0 ? [] : await ListAsync(new Filter<MailKey>.In(MailKey.Fields.Owner, [.. owners.Distinct().Select(FieldValue.Of)]), ct);

    /// <summary>All keys that mails may mean by these handles, newest first.</summary>
    public async ValueTask<IReadOnlyList<MailKey>> ByHandlesAsync(IReadOnlyCollection<string> handles, CancellationToken ct) =>
        handles.Count == 0 ? [] : await ListAsync(new Filter<MailKey>.In(MailKey.Fields.Handle, [.. handles.Distinct().Select(FieldValue.Of)]), ct);

    /// <summary>For each folded address the keys that name it and belong to the contact who has it, confirmed ones first. A key of
    /// another contact that only claims the address is not among them.</summary>
    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyList<MailKey>>> OfAddressesAsync(IReadOnlyCollection<string> addresses, CancellationToken ct)
    {
        var identities = addresses.Distinct().Select(static address => ContactIdentity.Normalise(IdentityKind.Email, address)).OfType<ContactIdentity>().Distinct().ToList();
        var holders = await store.ResolveManyAsync([.. identities.Select(static identity => identity.ToKey())], ct);
        var contacts = (await store.FindManyAsync<Contact>([.. holders.Values.Select(static holder => new ContactId(holder.Key)).Distinct()], ct))
            .ToDictionary(static contact => contact.Id.Value, OwnersOf);
        var keys = await OfOwnersAsync([.. contacts.Values.SelectMany(static owners => owners)], ct);
        return identities.ToDictionary(static identity => identity.Value, identity =>
            (IReadOnlyList<MailKey>)(holders.TryGetValue(identity.ToKey(), out var holder) && contacts.TryGetValue(holder.Key, out var owners)
                ? [.. keys.Where(key => owners.Contains(key.Owner) && key.Facts.Addresses.Contains(identity.Value)).OrderByDescending(static key => key.IsTrusted)]
                : []));
    }

    /// <summary>Adds to a commit that all keys of a queue or contact go.</summary>
    public async ValueTask RemoveAllAsync(string owner, ChangeSet changes, CancellationToken ct)
    {
        foreach (var key in await OfOwnersAsync([owner], ct))
        {
            changes.Delete(key);
        }
    }

    /// <summary>A contact and those who continue as it.</summary>
    public static IReadOnlyList<string> OwnersOf(Contact contact) =>
        [contact.Id.Value, .. contact.MergedFrom.Select(static merged => merged.Contact.Value)];

    private async ValueTask<IReadOnlyList<MailKey>> ListAsync(Filter<MailKey> filter, CancellationToken ct) =>
        (await store.ListAsync(new View<MailKey>(filter, MailKey.Fields.AddedAt, IsDescending: true), new PageRequest(MostFound), ct)).Items;
}
