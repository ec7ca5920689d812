using System.Security.Cryptography.X509Certificates;
using Hub.Channels.Email.Crypto.OpenPgp;
using Hub.Channels.Email.Crypto.Smime;
using Hub.Channels.Email.Sending;
using Hub.Core.Keys;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Tickets;
using MimeKit;

namespace Hub.Channels.Email.Crypto;

/// <summary>Signs and encrypts a composed mail with the keys that were chosen for it, or refuses to send it. A mail that is to be
/// encrypted never goes out as plain text; only receipts do, which carry nothing of what the customer wrote.</summary>
public sealed class MailProtector(IHubStore store, PlanProtection plans, ISecretSealer sealer, TicketTag tag, TimeProvider clock)
{
    /// <summary>Protects a mail in place; null when it may be sent, else why not, for agents.</summary>
    /// <param name="mail">As composed.</param>
    /// <param name="outbound">What it was composed from.</param>
    /// <param name="ct">Cancels the reads of keys.</param>
    public async ValueTask<(MailCrypto? Crypto, string? Refusal)> ProtectAsync(Mail mail, OutboundMessage outbound, CancellationToken ct)
    {
        var crypto = outbound.Message.Crypto;
        if (crypto is null)
        {
            switch (await plans.HandleAsync(QueryOf(mail, outbound), ct))
            {
                case ProtectionPlan.Refused refused when outbound.Message.MessageKind != MessageKind.Activity:
                    return (null, refused.Text);
                case ProtectionPlan.Protected { Crypto: var chosen }:
                    crypto = chosen;
                    break;
            }
        }
        if (crypto is not ({ IsSigned: true } or { IsEncrypted: true }))
        {
            return (null, null);
        }
        var keys = (await store.FindManyAsync(crypto.Keys, ct)).Where(key => key.Facts.IsUsableAt(clock.GetUtcNow())).ToList();
        if (keys.Count != crypto.Keys.Count)
        {
            return (null, "A key that this mail was to be signed with or encrypted to is gone or has expired.");
        }
        return Wrap(mail.Content, outbound.Ticket.Number, crypto, keys) ? (crypto, null) : (null, "The private key of the queue cannot be opened: upload it again.");
    }

    private static ProtectionQuery QueryOf(Mail mail, OutboundMessage outbound) => new(
        outbound.Ticket.Queue, mail.Content.From.Mailboxes.First().Address, [.. outbound.Message.To, .. outbound.Message.Cc])
    {
        Bcc = outbound.Message.Bcc,
        Encrypted = PlanProtection.EncryptedIn(outbound.Ticket),
    };

    private bool Wrap(MimeMessage mail, string number, MailCrypto crypto, List<MailKey> keys)
    {
        var own = crypto.IsSigned ? keys.FirstOrDefault(static key => key.SealedPrivate is not null) : null;
        var part = own is null ? null : PrivatePart.Open(own, sealer);
        if (crypto.IsSigned && part is null)
        {
            return false;
        }
        var recipients = crypto.IsEncrypted ? keys.Where(key => key != own).Select(static key => key.Facts).ToList() : [];
        if (crypto is { IsEncrypted: true, Standard: CryptoStandard.OpenPgp })
        {
            // Programs for S/MIME do not look inside for it: their users would read three dots.
            ProtectedSubject.Put(mail.Body!, mail.Subject ?? "");
            mail.Subject = $"{tag.Of(number)} {ProtectedSubject.Placeholder}";
        }
        var wrapper = new ProtectedBody(clock.GetUtcNow());
        mail.Body = crypto.Standard == CryptoStandard.OpenPgp
            ? wrapper.OpenPgp(mail.Body!, part is null ? null : SigningKeyOf(own!, part), [.. recipients.Select(PgpKeyFile.CertificateOf)])
            : Smime(wrapper, mail.Body!, own, part, recipients);
        return true;
    }

    private static MimeEntity Smime(ProtectedBody wrapper, MimeEntity body, MailKey? own, PrivatePart? part, List<KeyFacts> recipients)
    {
        using var signer = part is null ? null : SmimeKeyFile.Open(own!.Facts, part);
        List<X509Certificate2> certificates = [.. recipients.Select(SmimeCertificate.Of)];
        try
        {
            return wrapper.Smime(body, signer, certificates);
        }
        finally
        {
            certificates.ForEach(static certificate => certificate.Dispose());
        }
    }

    private PgpSigningKey SigningKeyOf(MailKey key, PrivatePart part)
    {
        var now = clock.GetUtcNow();
        var certificate = PgpKeyFile.CertificateOf(key.Facts);
        var secrets = PgpKeyFile.SecretsOf(part);
        var usable = certificate.Keys.Where(one => one.CanSign && one.IsUsableAt(now) && secrets.Any(secret => secret.Secret.KeyId == one.Key.KeyId))
            .MaxBy(static one => one.Key.CreationTime)!;
        return new PgpSigningKey(usable.Key, secrets.First(secret => secret.Secret.KeyId == usable.Key.KeyId).Private);
    }
}
