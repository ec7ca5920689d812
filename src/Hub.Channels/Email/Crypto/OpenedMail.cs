using Hub.Channels.Email.Reading;
using Hub.Core.Keys;
using MimeKit;

namespace Hub.Channels.Email.Crypto;

/// <summary>A mail as it is to be read.</summary>
/// <param name="Parts">What is shown: the opened content, or the parts as they came.</param>
public sealed record OpenedMail(MailParts Parts)
{
    // Both languages: which one the sender reads stands in the text that cannot be opened.
    private const string Closed =
        """
        Diese Nachricht ist verschlüsselt und konnte hier nicht geöffnet werden. Das Original ist angehängt.

        This message is encrypted and could not be opened here. The original is attached.
        """;

    /// <summary>How it was signed and encrypted; null for neither.</summary>
    public MailCrypto? Crypto { get; init; }

    /// <summary>Keys it brought for its sender.</summary>
    public IReadOnlyList<OfferedKey> OfferedKeys { get; init; } = [];

    /// <summary>The subject that was protected with the text (RFC 9788); null when that of the mail counts.</summary>
    public string? Subject { get; init; }

    /// <summary>What is read in place of a text that stays closed; null when there is a text.</summary>
    public string? Notice => Crypto is { IsEncrypted: true, Verdict: CryptoVerdict.MissingKey or CryptoVerdict.Tampered or CryptoVerdict.Unreadable } && !IsOpen
        ? Closed
        : null;

    /// <summary>Whether an encrypted text came out.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The safe HTML as it may be kept: decrypted text loads nothing from elsewhere, ever.</summary>
    public string? Keep(string? html) => html is not null && Crypto is { IsEncrypted: true } ? DecryptedHtml.WithoutRemote(html) : html;

    /// <summary>The parts of an entity.</summary>
    internal static MailParts PartsOf(MimeEntity entity) => MailParts.Of(new MimeMessage { Body = entity }, null);
}
