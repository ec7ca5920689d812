using Hub.Core.Keys;

namespace Hub.Server.Http.Shapes;

/// <summary>A key for mail without its private part; <c>publicKey</c> is what customers need, <c>private</c> says whether Hub can sign
/// and open with it.</summary>
public sealed record KeyResponse(
    string Id, CryptoStandard Standard, string Fingerprint, IReadOnlyList<string> UserIds, IReadOnlyList<string> Addresses,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, bool Revoked, bool CanSign, bool CanEncrypt, KeySource Source, bool Trusted,
    bool Private, string? AddedBy, DateTimeOffset AddedAt, string PublicKey)
{
    public static KeyResponse Of(MailKey key) => new(
        key.Id.Value, key.Facts.Standard, key.Facts.Fingerprint, key.Facts.UserIds, key.Facts.Addresses,
        key.Facts.CreatedAt, key.Facts.ExpiresAt, key.Facts.IsRevoked, key.Facts.CanSign, key.Facts.CanEncrypt, key.Source, key.IsTrusted,
        key.SealedPrivate is not null, key.AddedBy, key.AddedAt, key.Facts.Public);
}
