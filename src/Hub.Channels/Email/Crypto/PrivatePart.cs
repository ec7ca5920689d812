using System.Text.Json;
using Hub.Core.Keys;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Channels.Email.Crypto;

/// <summary>The private part of a key as it is sealed.</summary>
/// <param name="Data">Secret key ring, or PKCS #8.</param>
/// <param name="Password">Of the secret keys in the ring; null for none.</param>
internal sealed record PrivatePart(byte[] Data, string? Password)
{
    /// <summary>The text to be sealed.</summary>
    public string ToText() => JsonSerializer.Serialize(this, HubJson.Options);

    /// <summary>Opens that of a stored key; null when it has none, or one sealed by another installation.</summary>
    public static PrivatePart? Open(MailKey key, ISecretSealer sealer) =>
        key.SealedPrivate is { } secret && sealer.Open(secret) is { } text ? JsonSerializer.Deserialize<PrivatePart>(text, HubJson.Options) : null;
}
