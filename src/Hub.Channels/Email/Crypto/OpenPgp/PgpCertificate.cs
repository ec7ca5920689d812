using Hub.Core.Views;
using MimeKit;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Hub.Channels.Email.Crypto.OpenPgp;

/// <summary>A primary key with its subkeys, read by what it signed itself: names, subkeys, ends and revocations without a valid
/// signature of the primary key do not count (RFC 4880, 5.2.1 and 11.1).</summary>
internal sealed class PgpCertificate
{
    private PgpCertificate(PgpPublicKeyRing ring)
    {
        Ring = ring;
        Master = ring.GetPublicKey();
    }

    public PgpPublicKeyRing Ring { get; }

    public PgpPublicKey Master { get; }

    public IReadOnlyList<string> UserIds { get; private set; } = [];

    public bool IsRevoked { get; private set; }

    /// <summary>The primary key and the subkeys bound to it.</summary>
    public IReadOnlyList<PgpUsableKey> Keys { get; private set; } = [];

    /// <summary>The mail addresses of the user ids, folded.</summary>
    public IReadOnlyList<string> Addresses =>
        [.. UserIds.Select(AddressOf).OfType<string>().Select(FieldValue.Fold).Distinct()];

    public DateTimeOffset? ExpiresAt => Keys[0].ExpiresAt;

    /// <summary>Reads a ring; null when the primary key names nobody by a valid signature.</summary>
    public static PgpCertificate? Of(PgpPublicKeyRing ring)
    {
        var certificate = new PgpCertificate(ring);
        var master = certificate.Master;
        var named = master.GetUserIds().Select(id => (id, newest: NewestCertification(master, id))).Where(static one => one.newest is not null).ToList();
        if (named.Count == 0)
        {
            return null;
        }
        certificate.UserIds = [.. named.Select(static one => one.id)];
        certificate.IsRevoked = SignaturesOf(master, PgpSignature.KeyRevocation).Any(signature => IsValid(signature, master, () => signature.VerifyCertification(master)));
        var self = named.Select(static one => one.newest!)
            .Concat(SignaturesOf(master, PgpSignature.DirectKey).Where(signature => IsValid(signature, master, () => signature.VerifyCertification(master))))
            .MaxBy(static signature => signature.CreationTime)!;
        certificate.Keys =
        [
            new PgpUsableKey(master, FlagsOf(self, master), EndOf(self, master), certificate.IsRevoked),
            .. ring.GetPublicKeys().Where(key => key.KeyId != master.KeyId).Select(key => BoundKey(master, key)).OfType<PgpUsableKey>(),
        ];
        return certificate;
    }

    /// <summary>The key of an id, when it is part of this certificate.</summary>
    public PgpUsableKey? Find(long keyId) => Keys.FirstOrDefault(key => key.Key.KeyId == keyId);

    private static PgpUsableKey? BoundKey(PgpPublicKey master, PgpPublicKey key)
    {
        var binding = SignaturesOf(key, PgpSignature.SubkeyBinding)
            .Where(signature => IsValid(signature, master, () => signature.VerifyCertification(master, key)))
            .MaxBy(static signature => signature.CreationTime);
        if (binding is null)
        {
            return null;
        }
        var isRevoked = SignaturesOf(key, PgpSignature.SubkeyRevocation).Any(signature => IsValid(signature, master, () => signature.VerifyCertification(master, key)));
        var flags = FlagsOf(binding, key);
        // A subkey that signs must say itself that it belongs here: otherwise anybody could claim another's subkey (5.2.1, 0x19).
        return new PgpUsableKey(key, IsCrossSigned(binding, master, key) ? flags : flags & ~PgpUsableKey.Signs, EndOf(binding, key), isRevoked);
    }

    private static bool IsCrossSigned(PgpSignature binding, PgpPublicKey master, PgpPublicKey key) =>
        EmbeddedIn(binding.GetHashedSubPackets()).Concat(EmbeddedIn(binding.GetUnhashedSubPackets()))
            .Any(back => back.SignatureType == PgpSignature.PrimaryKeyBinding && IsValidBy(back, key, () => back.VerifyCertification(master, key)));

    private static IEnumerable<PgpSignature> EmbeddedIn(PgpSignatureSubpacketVector? packets) =>
        packets?.GetEmbeddedSignatures() is { } list ? PgpSignatures.Of(list) : [];

    private static PgpSignature? NewestCertification(PgpPublicKey master, string id)
    {
        var own = (master.GetSignaturesForId(id) ?? []).Where(signature => IsValid(signature, master, () => signature.VerifyCertification(id, master))).ToList();
        var newest = own.Where(static signature => signature.IsCertification()).MaxBy(static signature => signature.CreationTime);
        return newest is null || own.Any(signature => signature.SignatureType == PgpSignature.CertificationRevocation && signature.CreationTime >= newest.CreationTime)
            ? null
            : newest;
    }

    private static IEnumerable<PgpSignature> SignaturesOf(PgpPublicKey key, int type) => key.GetSignaturesOfType(type) ?? [];

    private static bool IsValid(PgpSignature signature, PgpPublicKey master, Func<bool> verify) =>
        signature.KeyId == master.KeyId && IsValidBy(signature, master, verify);

    private static bool IsValidBy(PgpSignature signature, PgpPublicKey by, Func<bool> verify)
    {
        try
        {
            signature.InitVerify(by);
            return verify();
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            return false;
        }
    }

    private static int FlagsOf(PgpSignature signature, PgpPublicKey key) =>
        signature.GetHashedSubPackets() is { } packets && packets.HasSubpacket(SignatureSubpacketTag.KeyFlags)
            ? packets.GetKeyFlags()
            : PgpUsableKey.Signs | (key.IsEncryptionKey ? PgpUsableKey.Encrypts : 0);

    private static DateTimeOffset? EndOf(PgpSignature signature, PgpPublicKey key) =>
        signature.GetHashedSubPackets()?.GetKeyExpirationTime() is { } seconds and > 0
            ? new DateTimeOffset(DateTime.SpecifyKind(key.CreationTime, DateTimeKind.Utc)).AddSeconds(seconds)
            : null;

    private static string? AddressOf(string userId)
    {
        var text = userId.LastIndexOf('<') is var from && from >= 0 && userId.LastIndexOf('>') is var to && to > from ? userId[(from + 1)..to] : userId;
        return MailboxAddress.TryParse(text.Trim(), out var address) && address.Address.Contains('@', StringComparison.Ordinal) ? address.Address : null;
    }
}

/// <summary>A primary key or a subkey and what it may be used for.</summary>
/// <param name="Key">The key.</param>
/// <param name="Flags">RFC 4880, 5.2.3.21.</param>
/// <param name="ExpiresAt">Null for never.</param>
/// <param name="IsRevoked">Taken back.</param>
internal sealed record PgpUsableKey(PgpPublicKey Key, int Flags, DateTimeOffset? ExpiresAt, bool IsRevoked)
{
    public const int Signs = 0x02;
    public const int Encrypts = 0x04 | 0x08;

    public bool CanSign => (Flags & Signs) != 0;

    public bool CanEncrypt => (Flags & Encrypts) != 0 && Key.IsEncryptionKey;

    public bool IsUsableAt(DateTimeOffset now) => !IsRevoked && !(ExpiresAt <= now);
}
