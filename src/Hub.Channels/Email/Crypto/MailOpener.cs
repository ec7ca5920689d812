using Hub.Channels.Email.Reading;
using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Keys;
using Hub.Core.Ports;
using Hub.Core.Views;
using MimeKit;
using MimeKit.Cryptography;

namespace Hub.Channels.Email.Crypto;

/// <summary>Verifies and decrypts mails with the stored keys. What it answers rests on bytes, keys and the time alone; headers that
/// claim anything are not looked at.</summary>
public sealed class MailOpener(KeyRings rings, HubDirectory directory, ISecretSealer sealer, TimeProvider clock)
{
    /// <summary>Opens a mail. Never throws for what it contains.</summary>
    /// <param name="mail">As parsed.</param>
    /// <param name="parts">Its parts as they came.</param>
    /// <param name="sender">Its From address; null for none.</param>
    /// <param name="inbox">Where it arrived.</param>
    /// <param name="ct">Cancels the reads of keys.</param>
    public async ValueTask<OpenedMail> OpenAsync(MimeMessage mail, MailParts parts, string? sender, Inbox inbox, CancellationToken ct)
    {
        var from = sender is null ? null : FieldValue.Fold(sender);
        List<OfferedKey> offered = AutocryptHeader.Read(mail, from) is { } key ? [new OfferedKey(key, KeySource.Autocrypt)] : [];
        var opening = new MailOpening(rings, new PrivateKeys(rings, directory, sealer, inbox, mail), from, offered, clock.GetUtcNow());
        var content = mail.Body is null ? null : await opening.UnwrapAsync(mail.Body, ct);
        if (opening.Crypto is null && mail.Body is { } body && Flatten(body).Any(IsProtected))
        {
            return new OpenedMail(parts) { Crypto = PartOf(body), OfferedKeys = offered };
        }
        if (opening.Crypto is null && parts.Plain?.Contains("-----BEGIN PGP ", StringComparison.Ordinal) == true)
        {
            content = await opening.UnwrapInlineAsync(mail.Body!, ct);
        }
        if (opening.Crypto is not { } crypto)
        {
            return new OpenedMail(parts) { OfferedKeys = offered };
        }
        var shown = content is null ? parts : OpenedMail.PartsOf(content);
        if (shown.Problem is { } problem)
        {
            return new OpenedMail(parts) { Crypto = crypto with { Verdict = CryptoVerdict.Unreadable, Reason = problem }, OfferedKeys = offered };
        }
        return new OpenedMail(shown)
        {
            Crypto = crypto,
            OfferedKeys = offered,
            IsOpen = content is not null,
            Subject = crypto.IsEncrypted && content is not null ? ProtectedSubject.Of(content) : null,
        };
    }

    private static bool IsProtected(MimeEntity entity) => entity is MultipartSigned or MultipartEncrypted or ApplicationPkcs7Mime;

    // A list or a gateway may have put its own text around what was signed or encrypted.
    private static MailCrypto PartOf(MimeEntity entity)
    {
        var kinds = Flatten(entity).Where(IsProtected).ToList();
        var isOpenPgp = kinds.Any(static part => part is MultipartEncrypted || part.ContentType.Parameters["protocol"]?.Contains("pgp", StringComparison.OrdinalIgnoreCase) == true);
        return new MailCrypto(isOpenPgp ? CryptoStandard.OpenPgp : CryptoStandard.Smime,
            IsProtected(entity) ? CryptoVerdict.Unreadable : CryptoVerdict.Partial)
        {
            IsSigned = kinds.Any(static part => part is MultipartSigned || (part is ApplicationPkcs7Mime secure && secure.SecureMimeType == SecureMimeType.SignedData)),
            IsEncrypted = kinds.Any(static part => part is MultipartEncrypted || (part is ApplicationPkcs7Mime secure && secure.SecureMimeType != SecureMimeType.SignedData)),
        };
    }

    private static IEnumerable<MimeEntity> Flatten(MimeEntity entity) =>
        entity is Multipart multipart ? multipart.SelectMany(Flatten).Prepend(entity) : [entity];
}
