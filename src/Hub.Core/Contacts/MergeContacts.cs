using Hub.Core.Ports;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.Contacts;

/// <summary>Two contacts that are one person: the identities move to the one that stays, the other points to it. Tickets keep the
/// contact they were made with, so that taking the merge back loses nothing.</summary>
public sealed class MergeContacts(IHubStore store)
{
    private const int MostTries = 20;

    /// <summary>Merges <paramref name="id"/> into another contact; answers the one that stays.</summary>
    public async ValueTask<SettingOutcome<Contact>> HandleAsync(ContactId id, ContactId into, CancellationToken ct)
    {
        if (id == into)
        {
            return new SettingOutcome<Contact>.Invalid("into", "Another contact is needed.");
        }
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await store.FindAsync(id, ct) is not { } source || await store.FindAsync(into, ct) is not { } target)
            {
                return new SettingOutcome<Contact>.NotFound();
            }
            if (source.MergedInto is not null || target.MergedInto is not null)
            {
                return new SettingOutcome<Contact>.Taken("into", "One of the two is merged into another contact already.");
            }
            var merged = target with
            {
                Identities = [.. target.Identities, .. source.Identities],
                MergedFrom = [.. target.MergedFrom, new MergedContact(source.Id, source.Identities)],
            };
            if (await CommitAsync(source, source with { Identities = [], MergedInto = target.Id }, target, merged, ct))
            {
                return new SettingOutcome<Contact>.Done(merged with { Version = target.Version + 1 });
            }
        }
        throw new StoreUnavailableException($"{id} or {into} changed {MostTries} times while they were merged.");
    }

    /// <summary>Takes the merge of <paramref name="id"/> back: it gets the identities again that it brought; answers it.</summary>
    public async ValueTask<SettingOutcome<Contact>> UndoAsync(ContactId id, CancellationToken ct)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await store.FindAsync(id, ct) is not { MergedInto: { } into } source || await store.FindAsync(into, ct) is not { } target)
            {
                return new SettingOutcome<Contact>.NotFound();
            }
            var brought = target.MergedFrom.FirstOrDefault(merged => merged.Contact == id)?.Identities ?? [];
            List<ContactIdentity> back = [.. brought.Where(target.Identities.Contains)];
            var restored = source with { Identities = back, MergedInto = null };
            var left = target with
            {
                Identities = [.. target.Identities.Except(back)],
                MergedFrom = [.. target.MergedFrom.Where(merged => merged.Contact != id)],
            };
            if (await CommitAsync(target, left, source, restored, ct))
            {
                return new SettingOutcome<Contact>.Done(restored with { Version = source.Version + 1 });
            }
        }
        throw new StoreUnavailableException($"{id} changed {MostTries} times while its merge was taken back.");
    }

    /// <summary>The one that gives identities comes first: what it releases is free for the other within the set.</summary>
    private async ValueTask<bool> CommitAsync(Contact giver, Contact given, Contact taker, Contact taken, CancellationToken ct) =>
        await store.CommitAsync(new ChangeSet().Replace(giver, given).Replace(taker, taken), ct) is CommitOutcome.Committed;
}
