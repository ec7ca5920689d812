using Hub.Core.Contacts;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Core.AutomaticMails;

/// <summary>Remembers addresses that mail does not reach, shows them, and forgets one when an agent knows better.</summary>
public sealed class UndeliverableAddresses(IHubStore store, TimeProvider clock)
{
    private const int MostTries = 20;

    /// <summary>The memory of the address; null when there is none or it has run out.</summary>
    public async ValueTask<UndeliverableAddress?> FindAsync(string address, CancellationToken ct) =>
        await store.FindAsync(UndeliverableAddress.IdOf(address), ct) is { } found && found.HoldsAt(clock.GetUtcNow()) ? found : null;

    /// <summary>Those of a contact's addresses, in one look.</summary>
    public async ValueTask<IReadOnlyList<UndeliverableAddress>> OfAsync(Contact contact, CancellationToken ct)
    {
        List<DocId<UndeliverableAddress>> ids = [.. contact.Identities.Where(static identity => identity.Kind == IdentityKind.Email)
            .Select(static identity => UndeliverableAddress.IdOf(identity.Value)).Distinct()];
        var now = clock.GetUtcNow();
        return ids.Count == 0 ? [] : [.. (await store.FindManyAsync(ids, ct)).Where(address => address.HoldsAt(now)).OrderBy(static address => address.Address, StringComparer.Ordinal)];
    }

    /// <summary>Those among some addresses, in one look; as keys to compare by.</summary>
    public async ValueTask<IReadOnlySet<string>> AmongAsync(IReadOnlyList<string> addresses, CancellationToken ct)
    {
        List<DocId<UndeliverableAddress>> ids = [.. addresses.Select(UndeliverableAddress.IdOf).Distinct()];
        var now = clock.GetUtcNow();
        return ids.Count == 0 ? new HashSet<string>()
            : (await store.FindManyAsync(ids, ct)).Where(address => address.HoldsAt(now)).Select(static address => Mailbox.KeyOf(address.Address)).ToHashSet();
    }

    /// <summary>A page, the newest first; those that ran out stay in it until they are lifted.</summary>
    public ValueTask<Page<UndeliverableAddress>> ListAsync(PageRequest page, CancellationToken ct) => store.ListAsync(
        new View<UndeliverableAddress>(Filter<UndeliverableAddress>.Everything, UndeliverableAddress.Fields.At, IsDescending: true), page, ct);

    /// <summary>Forgets one; false when there is none.</summary>
    public async ValueTask<bool> LiftAsync(DocId<UndeliverableAddress> id, CancellationToken ct)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await store.FindAsync(id, ct) is not { } found)
            {
                return false;
            }
            if (await store.CommitAsync(new ChangeSet().Delete(found), ct) is CommitOutcome.Committed)
            {
                return true;
            }
        }
        throw new StoreUnavailableException($"{id} changed {MostTries} times while it was to be lifted.");
    }

    /// <summary>Remembers one event, in a commit of its own.</summary>
    public async ValueTask MarkAsync(string address, SilenceCause cause, string? reason, CancellationToken ct)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var changes = new ChangeSet();
            await AddAsync(changes, [(address, reason)], cause, ct);
            if (await store.CommitAsync(changes, ct) is CommitOutcome.Committed)
            {
                return;
            }
        }
        throw new StoreUnavailableException($"An address changed {MostTries} times while it was to be marked.");
    }

    /// <summary>Adds the memory of events to a commit, which fails as a version conflict when another event came in between.</summary>
    public async ValueTask AddAsync(
        ChangeSet changes, IReadOnlyList<(string Address, string? Reason)> events, SilenceCause cause, CancellationToken ct)
    {
        var fresh = events.DistinctBy(static one => UndeliverableAddress.IdOf(one.Address)).ToList();
        var known = fresh.Count == 0 ? [] : (await store.FindManyAsync([.. fresh.Select(static one => UndeliverableAddress.IdOf(one.Address))], ct))
            .ToDictionary(static address => address.Id);
        foreach (var (address, reason) in fresh)
        {
            var before = known.GetValueOrDefault(UndeliverableAddress.IdOf(address));
            var after = UndeliverableAddress.After(before, address, cause, reason, clock.GetUtcNow());
            _ = before is null ? changes.Insert(after) : changes.Replace(before, after);
        }
    }
}
