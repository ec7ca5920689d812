using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Contacts;

/// <summary>Finds the person behind a message, or makes a new contact to be committed with it.</summary>
public sealed class IdentifyContact(IHubStore store, TimeProvider clock)
{
    /// <summary>The contact that holds the first known identity; identities nobody holds yet are added to it.</summary>
    /// <param name="identities">The surest first; those held by another contact are left there.</param>
    /// <param name="name">Display name for a new contact, and for a known one that has none of its own.</param>
    /// <param name="language">Language tag or null.</param>
    /// <param name="ct">Cancels the reads.</param>
    public async ValueTask<IdentifiedContact> FindAsync(
        IReadOnlyList<ContactIdentity> identities, string? name, string? language, CancellationToken ct) => await FindAsync(
        identities, await store.ResolveManyAsync([.. identities.Select(static identity => identity.ToKey())], ct), name, language, ct);

    /// <summary>As above, when the holders of the identities' keys have been read already.</summary>
    public async ValueTask<IdentifiedContact> FindAsync(
        IReadOnlyList<ContactIdentity> identities, IReadOnlyDictionary<UniqueKey, DocRef> holders, string? name, string? language,
        CancellationToken ct)
    {
        var first = identities.FirstOrDefault(identity => holders.ContainsKey(identity.ToKey()));
        var known = first is null ? null : await store.FindAsync(new ContactId(holders[first.ToKey()].Key), ct);
        var fresh = identities.Where(identity => !holders.ContainsKey(identity.ToKey())).ToList();
        if (known is null)
        {
            var now = clock.GetUtcNow();
            return new IdentifiedContact(null, new Contact
            {
                Id = ContactId.New(now),
                Name = NameOf(name, identities),
                Identities = fresh,
                Language = language,
                CreatedAt = now,
            });
        }
        var takesName = !string.IsNullOrWhiteSpace(name) && known.Identities.Any(identity => identity.Value == known.Name);
        var next = fresh.Count == 0 && !takesName ? known : known with
        {
            Identities = [.. known.Identities, .. fresh],
            Name = takesName ? name!.Trim() : known.Name,
        };
        return new IdentifiedContact(known, next);
    }

    private static string NameOf(string? name, IReadOnlyList<ContactIdentity> identities)
    {
        if (!string.IsNullOrWhiteSpace(name))
        {
            return name.Trim();
        }
        var shown = identities.FirstOrDefault(static identity => identity.Kind is IdentityKind.Email or IdentityKind.Phone);
        return shown?.Value ?? "Visitor";
    }
}

/// <summary>A contact as found and as it should be stored.</summary>
/// <param name="Before">As stored; null for a new one.</param>
/// <param name="Contact">As it should be.</param>
public sealed record IdentifiedContact(Contact? Before, Contact Contact)
{
    /// <summary>Adds what has to be stored to a commit. A taken identity (another node was first) fails it: find again.</summary>
    public void AddTo(ChangeSet changes)
    {
        if (Before is null)
        {
            changes.Insert(Contact);
        }
        else if (!ReferenceEquals(Before, Contact))
        {
            changes.Replace(Before, Contact);
        }
    }
}
