using Hub.Core.Agents;
using Hub.Core.Inbound;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Core.Keys;

/// <summary>A mail that is to be written.</summary>
/// <param name="Queue">Of its ticket.</param>
/// <param name="Sender">Address it is sent from.</param>
/// <param name="Recipients">Everybody who sees it, in copy too.</param>
public sealed record ProtectionQuery(QueueId Queue, string Sender, IReadOnlyList<Mailbox> Recipients)
{
    /// <summary>Hidden recipients.</summary>
    public IReadOnlyList<Mailbox> Bcc { get; init; } = [];

    /// <summary>How the customer encrypted what is answered; null when nothing was.</summary>
    public CryptoStandard? Encrypted { get; init; }

    /// <summary>What its writer wants; null leaves it to the queue and to what is answered.</summary>
    public bool? Sign { get; init; }

    /// <summary>Likewise; <c>false</c> chooses plain text knowingly.</summary>
    public bool? Encrypt { get; init; }
}

/// <summary>How a mail goes out.</summary>
public abstract record ProtectionPlan
{
    private ProtectionPlan()
    {
    }

    /// <summary>Signed or encrypted or both, with the keys named.</summary>
    public sealed record Protected(MailCrypto Crypto) : ProtectionPlan;

    /// <summary>Neither.</summary>
    /// <param name="IsChosen">Its writer wanted it so.</param>
    public sealed record Plain(bool IsChosen) : ProtectionPlan;

    /// <summary>Not at all, as it was wanted.</summary>
    /// <param name="Code"><c>no-encryption-key</c>, <c>no-signing-key</c> or <c>bcc-encrypted</c>.</param>
    /// <param name="Text">For agents.</param>
    /// <param name="Missing">Addresses without a usable key.</param>
    public sealed record Refused(string Code, string Text, IReadOnlyList<string> Missing) : ProtectionPlan;
}

/// <summary>Decides how a mail to customers is signed and encrypted: encrypted when the customer encrypted, or refused.</summary>
public sealed class PlanProtection(KeyRings rings, HubDirectory directory, TimeProvider clock)
{
    /// <summary>Reads keys and decides; sends nothing.</summary>
    public async ValueTask<ProtectionPlan> HandleAsync(ProtectionQuery query, CancellationToken ct)
    {
        var settings = directory.Current.SettingsOf(query.Queue);
        var mustEncrypt = query.Encrypt ?? query.Encrypted is not null;
        var mustSign = query.Sign ?? settings.Signing == MailSigning.Always;
        var mayEncrypt = mustEncrypt || (query.Encrypt is null && settings.Encryption == MailEncryption.WhenPossible);
        var isChosen = query.Sign == false || query.Encrypt == false;
        if (!mayEncrypt && !mustSign)
        {
            return new ProtectionPlan.Plain(isChosen);
        }
        var ring = await ReadAsync(query, mayEncrypt, ct);
        if (mayEncrypt && query.Bcc.Count == 0
            && ring.FirstOrDefault(one => one is { Missing.Count: 0, Recipients.Count: > 0 } && (one.Signer is not null || !mustSign)) is { } whole)
        {
            return new ProtectionPlan.Protected(CryptoOf(whole, query.Sign == false ? null : whole.Signer, whole.Recipients));
        }
        if (mustEncrypt)
        {
            return Refuse(query, ring);
        }
        return !mustSign ? new ProtectionPlan.Plain(isChosen)
            : ring.FirstOrDefault(static one => one.Signer is not null) is { } signing
                ? new ProtectionPlan.Protected(CryptoOf(signing, signing.Signer, []))
                : NoSigner(query);
    }

    /// <summary>The address that mail of a queue's tickets is sent from.</summary>
    /// <param name="queue">Of the ticket.</param>
    /// <param name="account">Address of the inbox it goes out by.</param>
    public string SenderOf(QueueId queue, string account) => directory.Current.SettingsOf(queue).Address ?? account;

    /// <summary>How a customer of a ticket encrypted; null when none ever did.</summary>
    public static CryptoStandard? EncryptedIn(Ticket ticket) =>
        ticket.Conversations.Select(static line => line.Encrypted).LastOrDefault(static standard => standard is not null);

    private async ValueTask<IReadOnlyList<Ring>> ReadAsync(ProtectionQuery query, bool encrypts, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var sender = OwnAddresses.WithoutTag(FieldValue.Fold(query.Sender));
        var queues = directory.Current.Tree.Upwards(query.Queue).Select(static queue => queue.Id.Value).ToList();
        var own = (await rings.OfOwnersAsync(queues, ct))
            .Where(key => key.SealedPrivate is not null && key.Facts.CanSign && key.Facts.IsUsableAt(now) && key.Facts.Addresses.Contains(sender))
            .OrderBy(key => queues.IndexOf(key.Owner)).ToList();
        IReadOnlyList<string> addresses = encrypts ? [.. query.Recipients.Select(static to => FieldValue.Fold(to.Address)).Distinct()] : [];
        var theirs = await rings.OfAddressesAsync(addresses, ct);
        var first = query.Encrypted ?? CryptoStandard.OpenPgp;
        return [RingOf(first), RingOf(first == CryptoStandard.OpenPgp ? CryptoStandard.Smime : CryptoStandard.OpenPgp)];

        Ring RingOf(CryptoStandard standard)
        {
            var found = addresses.Select(address => (address, key: theirs.GetValueOrDefault(address)?
                .FirstOrDefault(key => key.Facts.Standard == standard && key.Facts.CanEncrypt && key.Facts.IsUsableAt(now)))).ToList();
            return new Ring(standard, own.FirstOrDefault(key => key.Facts.Standard == standard),
                [.. found.Select(static one => one.key).OfType<MailKey>()],
                [.. found.Where(static one => one.key is null).Select(static one => one.address)]);
        }
    }

    private static MailCrypto CryptoOf(Ring ring, MailKey? signer, IReadOnlyList<MailKey> recipients) => new(ring.Standard, CryptoVerdict.Own)
    {
        IsSigned = signer is not null,
        IsEncrypted = recipients.Count > 0,
        Signer = signer?.Facts.Name,
        Fingerprint = signer?.Facts.Fingerprint,
        Keys = [.. (signer is null ? recipients : [signer, .. recipients]).Select(static key => key.Id).Distinct()],
    };

    private static ProtectionPlan.Refused Refuse(ProtectionQuery query, IReadOnlyList<Ring> rings)
    {
        if (query.Bcc.Count > 0)
        {
            return new ProtectionPlan.Refused("bcc-encrypted", "An encrypted mail names all who can read it: take out the hidden recipients, or write to them apart.", []);
        }
        var best = rings.MinBy(static ring => ring.Missing.Count)!;
        return best.Missing.Count == 0
            ? NoSigner(query)
            : new ProtectionPlan.Refused("no-encryption-key",
                $"The customer wrote encrypted or encryption was asked for, but there is no usable key for {string.Join(", ", best.Missing)}. "
                + "Add a key at the contact, or choose plain text knowingly.", best.Missing);
    }

    private static ProtectionPlan.Refused NoSigner(ProtectionQuery query) => new("no-signing-key",
        $"There is no usable private key for {query.Sender} in this queue to sign with.", []);

    private sealed record Ring(CryptoStandard Standard, MailKey? Signer, IReadOnlyList<MailKey> Recipients, IReadOnlyList<string> Missing);
}
