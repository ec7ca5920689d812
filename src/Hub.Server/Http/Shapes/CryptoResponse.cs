using System.Text.Json.Serialization;
using Hub.Core.Keys;

namespace Hub.Server.Http.Shapes;

/// <summary>How a mail was signed and encrypted; <c>verdict</c> says what is to be held of it, <c>own</c> for our own mail.</summary>
public sealed record CryptoResponse(
    [property: JsonPropertyName("signed")] bool IsSigned, [property: JsonPropertyName("encrypted")] bool IsEncrypted,
    CryptoVerdict Verdict, CryptoStandard Standard, string? Signer, string? Fingerprint, string? Reason)
{
    public static CryptoResponse? Of(MailCrypto? crypto) => crypto is { IsSigned: true } or { IsEncrypted: true }
        ? new(crypto.IsSigned, crypto.IsEncrypted, crypto.Verdict, crypto.Standard, crypto.Signer, crypto.Fingerprint, crypto.Reason)
        : null;
}
