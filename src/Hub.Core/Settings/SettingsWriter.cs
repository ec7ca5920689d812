using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Settings;

/// <summary>Stores single documents of the configuration; after a lost race reads and decides again.</summary>
public sealed class SettingsWriter(IHubStore store)
{
    private const int MostTries = 20;

    /// <summary>Adds a document; <paramref name="taken"/> answers when another one holds its key.</summary>
    public async ValueTask<SettingOutcome<T>> InsertAsync<T>(T document, SettingOutcome<T> taken, CancellationToken ct)
        where T : Document<T>, IDocument<T> => await store.CommitAsync(new ChangeSet().Insert(document), ct) switch
        {
            CommitOutcome.Committed => new SettingOutcome<T>.Done(document with { Version = 1 }),
            _ => taken,
        };

    /// <summary>Reads, decides and replaces. A decision other than <see cref="SettingOutcome{T}.Done"/> ends the matter.</summary>
    public async ValueTask<SettingOutcome<T>> ChangeAsync<T>(
        DocId<T> id, Func<T, SettingOutcome<T>> decide, SettingOutcome<T> taken, CancellationToken ct)
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
            if (after == before)
            {
                return new SettingOutcome<T>.Done(before);
            }
            switch (await store.CommitAsync(new ChangeSet().Replace(before, after), ct))
            {
                case CommitOutcome.Committed:
                    return new SettingOutcome<T>.Done(after with { Version = before.Version + 1 });
                case CommitOutcome.KeyTaken:
                    return taken;
            }
        }
        throw new StoreUnavailableException($"{id} changed {MostTries} times while a change to it was tried.");
    }

    /// <summary>Removes a document as it is now.</summary>
    public async ValueTask<SettingOutcome<T>> DeleteAsync<T>(DocId<T> id, CancellationToken ct) where T : Document<T>, IDocument<T>
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await store.FindAsync(id, ct) is not { } document)
            {
                return new SettingOutcome<T>.NotFound();
            }
            if (await store.CommitAsync(new ChangeSet().Delete(document), ct) is CommitOutcome.Committed)
            {
                return new SettingOutcome<T>.Done(document);
            }
        }
        throw new StoreUnavailableException($"{id} changed {MostTries} times while its removal was tried.");
    }
}
