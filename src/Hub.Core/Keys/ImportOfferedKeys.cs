using Hub.Core.Contacts;
using Hub.Core.Inbound;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Keys;

/// <summary>Keeps the keys that a filed mail brought for its sender. Never instead of a key that a person uploaded or confirmed, and
/// instead of an earlier one from a mail only when the sender is proven (RFC 8601): otherwise a forged mail could redirect answers.</summary>
/// <remarks>What is lost by a crash comes with the sender's next mail.</remarks>
public sealed class ImportOfferedKeys(IHubStore store, KeyRings rings, TimeProvider clock)
{
    /// <summary>Handles one filed mail; a lost race leaves what the winner stored.</summary>
    /// <param name="contact">Its sender.</param>
    /// <param name="message">As read.</param>
    /// <param name="ct">Cancels waiting.</param>
    public async ValueTask HandleAsync(Contact contact, InboundMessage message, CancellationToken ct)
    {
        if (message.OfferedKeys.Count == 0 || message.Trust == SenderTrust.Failed)
        {
            return;
        }
        var known = await rings.OfOwnersAsync(KeyRings.OwnersOf(contact), ct);
        var changes = new ChangeSet();
        foreach (var (facts, source) in message.OfferedKeys)
        {
            Decide(changes, contact, facts, source, message.Trust == SenderTrust.Verified, known);
        }
        if (changes.Writes.Count > 0)
        {
            await store.CommitAsync(changes, ct);
        }
    }

    private void Decide(ChangeSet changes, Contact contact, KeyFacts facts, KeySource source, bool isProven, IReadOnlyList<MailKey> known)
    {
        var rivals = known.Where(key => key.Facts.Standard == facts.Standard && key.Facts.Addresses.Intersect(facts.Addresses).Any()).ToList();
        var same = rivals.FirstOrDefault(key => key.Facts.Fingerprint == facts.Fingerprint);
        var (chosen, brought) = (rivals.Where(IsChosen), rivals.Where(static key => !IsChosen(key)).ToList());
        if (same is not null || known.Count >= KeyRings.MostKeys || chosen.Any(key => key.Facts.IsUsableAt(clock.GetUtcNow()))
            || (brought.Count > 0 && !isProven))
        {
            return;
        }
        foreach (var rival in brought)
        {
            changes.Delete(rival);
        }
        changes.Insert(new MailKey
        {
            Id = DocId<MailKey>.New(clock),
            Owner = contact.Id.Value,
            Facts = facts,
            Source = source,
            AddedAt = clock.GetUtcNow(),
        });
    }

    private static bool IsChosen(MailKey key) => key.Source == KeySource.Upload || key.IsTrusted;
}
