using Hub.Core.Agents;
using Hub.Core.Contacts;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Settings;
using Hub.Core.Storage;

namespace Hub.Core.Keys;

/// <summary>A file of keys as it was uploaded.</summary>
/// <param name="Content">At most <see cref="AddKeys.LargestFile"/> bytes.</param>
/// <param name="Password">Of the private keys in it; null for none.</param>
public sealed record KeyUpload(ReadOnlyMemory<byte> Content, string? Password);

/// <summary>Takes keys that a person uploads: private ones for a queue, public ones for a contact. The same key again is brought up
/// to date: a longer life, a revocation.</summary>
public sealed class AddKeys(IHubStore store, IKeyReader reader, ISecretSealer sealer, HubDirectory directory, TimeProvider clock)
{
    /// <summary>Bytes of a file of keys.</summary>
    public const int LargestFile = 256 * 1024;

    private const int MostKeys = 10;
    private const int MostTries = 20;

    /// <summary>Private keys for a queue; for administrators and those who manage it.</summary>
    public async ValueTask<SettingOutcome<IReadOnlyList<MailKey>>> ToQueueAsync(QueueId queue, KeyUpload upload, AgentAccess by, CancellationToken ct)
    {
        if (!by.CanSee(queue) || !directory.Current.Queues.ContainsKey(queue))
        {
            return new SettingOutcome<IReadOnlyList<MailKey>>.NotFound();
        }
        if (!by.IsAdministrator && !by.May(Right.Manage, queue))
        {
            return new SettingOutcome<IReadOnlyList<MailKey>>.Forbidden();
        }
        return await AddAsync(queue.Value, upload, by, static keys => keys.Any(static key => key.Private is null)
            ? "A queue needs its private key: mail is signed and opened with it."
            : null, ct);
    }

    /// <summary>Public keys for a contact; every agent may, but only an administrator's upload confirms them at once.</summary>
    public async ValueTask<SettingOutcome<IReadOnlyList<MailKey>>> ToContactAsync(ContactId id, KeyUpload upload, AgentAccess by, CancellationToken ct)
    {
        if (await store.FindAsync(id, ct) is not { } contact)
        {
            return new SettingOutcome<IReadOnlyList<MailKey>>.NotFound();
        }
        var own = contact.Identities.Where(static one => one.Kind == IdentityKind.Email).Select(static one => one.Value).ToHashSet();
        return await AddAsync(id.Value, upload, by, keys =>
            keys.Any(static key => key.Private is not null) ? "This is a private key. A contact has public keys only; nothing was kept."
            : keys.FirstOrDefault(key => !key.Facts.Addresses.Any(own.Contains)) is { } foreign
                ? $"The key {foreign.Facts.Fingerprint} names no address of this contact."
                : null, ct);
    }

    private async ValueTask<SettingOutcome<IReadOnlyList<MailKey>>> AddAsync(
        string owner, KeyUpload upload, AgentAccess by, Func<IReadOnlyList<KeyMaterial>, string?> problemOf, CancellationToken ct)
    {
        if (upload.Content.Length is 0 or > LargestFile)
        {
            return new SettingOutcome<IReadOnlyList<MailKey>>.Invalid("file", $"Between 1 and {LargestFile} bytes.");
        }
        switch (reader.Read(upload.Content, upload.Password))
        {
            case KeyReading.Unusable unusable:
                return new SettingOutcome<IReadOnlyList<MailKey>>.Invalid(unusable.Field, unusable.Text);
            case KeyReading.Read { Keys: var keys }:
                return keys.Count > MostKeys
                    ? new SettingOutcome<IReadOnlyList<MailKey>>.Invalid("file", $"At most {MostKeys} keys at once.")
                    : problemOf(keys) is { } problem
                    ? new SettingOutcome<IReadOnlyList<MailKey>>.Invalid("file", problem)
                    : await StoreAsync(owner, keys, by, ct);
            default:
                throw new InvalidOperationException("There are two kinds of readings.");
        }
    }

    private async ValueTask<SettingOutcome<IReadOnlyList<MailKey>>> StoreAsync(
        string owner, IReadOnlyList<KeyMaterial> keys, AgentAccess by, CancellationToken ct)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var known = await store.ListAsync(new View<MailKey>(MailKey.Fields.Owner.Is(owner), MailKey.Fields.AddedAt), new PageRequest(KeyRings.MostKeys), ct);
            if (known.Items.Count + keys.Count > KeyRings.MostKeys)
            {
                return new SettingOutcome<IReadOnlyList<MailKey>>.Invalid("file", $"At most {KeyRings.MostKeys} keys for one queue or contact.");
            }
            var changes = new ChangeSet();
            var stored = new List<MailKey>();
            foreach (var key in keys)
            {
                var before = known.Items.FirstOrDefault(one => one.Facts.Fingerprint == key.Facts.Fingerprint);
                var after = new MailKey
                {
                    Id = before?.Id ?? DocId<MailKey>.New(clock),
                    Owner = owner,
                    Facts = key.Facts,
                    Source = KeySource.Upload,
                    IsTrusted = by.IsAdministrator || key.Private is not null || before?.IsTrusted == true,
                    AddedBy = by.Name,
                    SealedPrivate = key.Private is { } secret ? sealer.Seal(secret) : null,
                    AddedAt = clock.GetUtcNow(),
                };
                _ = before is null ? changes.Insert(after) : changes.Replace(before, after);
                stored.Add(after with { Version = (before?.Version ?? 0) + 1 });
            }
            if (await store.CommitAsync(changes, ct) is CommitOutcome.Committed)
            {
                return new SettingOutcome<IReadOnlyList<MailKey>>.Done(stored);
            }
        }
        throw new StoreUnavailableException($"The keys of {owner} changed {MostTries} times while some were added.");
    }
}
