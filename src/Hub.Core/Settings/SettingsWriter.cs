using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Settings;

/// <summary>Stores documents of the configuration; after a lost race reads and decides again.</summary>
public sealed class SettingsWriter(IHubStore store)
{
    private const int MostTries = 20;

    /// <summary>Adds a document; <paramref name="taken"/> answers when another one holds its key. <paramref name="also"/> adds what
    /// belongs into the same commit, or refuses; it may run again.</summary>
    public async ValueTask<SettingOutcome<T>> InsertAsync<T>(
        T document, SettingOutcome<T> taken, CancellationToken ct, Func<T, ChangeSet, ValueTask<SettingOutcome<T>?>>? also = null)
        where T : Document<T>, IDocument<T>
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var changes = new ChangeSet().Insert(document);
            if (also is not null && await also(document, changes) is { } refusal)
            {
                return refusal;
            }
            switch (await store.CommitAsync(changes, ct))
            {
                case CommitOutcome.Committed:
                    return new SettingOutcome<T>.Done(document with { Version = 1 });
                case CommitOutcome.KeyTaken:
                    return taken;
            }
        }
        throw Lost(document.Id);
    }

    /// <summary>Reads, decides and replaces. A decision other than <see cref="SettingOutcome{T}.Done"/> ends the matter.
    /// <paramref name="also"/> as with <see cref="InsertAsync"/>, called with the document as it will be.</summary>
    public async ValueTask<SettingOutcome<T>> ChangeAsync<T>(
        DocId<T> id, Func<T, SettingOutcome<T>> decide, SettingOutcome<T> taken, CancellationToken ct,
        Func<T, ChangeSet, ValueTask<SettingOutcome<T>?>>? also = null)
        where T : Document<T>, IDocument<T>
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await store.FindAsync(id, ct) is not { } before)
            {
                return new SettingOutcome<T>.NotFound();
            }
            var decision = decide(before);
            if (decision is not SettingOutcome<T>.Done { Value: var after })
            {
                return decision;
            }
            var changes = new ChangeSet();
            if (also is not null && await also(after, changes) is { } refusal)
            {
                return refusal;
            }
            if (after == before && changes.Writes.All(static write => write is Write.Expect))
            {
                return new SettingOutcome<T>.Done(before);
            }
            switch (await store.CommitAsync(changes.Replace(before, after), ct))
            {
                case CommitOutcome.Committed:
                    return new SettingOutcome<T>.Done(after with { Version = before.Version + 1 });
                case CommitOutcome.KeyTaken:
                    return taken;
            }
        }
        throw Lost(id);
    }

    /// <summary>Removes a document as it is now; <paramref name="also"/> adds what goes with it and may run again.</summary>
    public async ValueTask<SettingOutcome<T>> DeleteAsync<T>(DocId<T> id, CancellationToken ct, Func<ChangeSet, ValueTask>? also = null)
        where T : Document<T>, IDocument<T>
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await store.FindAsync(id, ct) is not { } document)
            {
                return new SettingOutcome<T>.NotFound();
            }
            var changes = new ChangeSet().Delete(document);
            if (also is not null)
            {
                await also(changes);
            }
            if (await store.CommitAsync(changes, ct) is CommitOutcome.Committed)
            {
                return new SettingOutcome<T>.Done(document);
            }
        }
        throw Lost(id);
    }

    private static StoreUnavailableException Lost<T>(DocId<T> id) where T : Document<T>, IDocument<T> =>
        new($"{id} changed {MostTries} times while a change to it was tried.");
}
