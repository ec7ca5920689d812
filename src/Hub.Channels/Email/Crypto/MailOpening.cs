using System.Text;
using Hub.Channels.Email.Crypto.OpenPgp;
using Hub.Channels.Email.Crypto.Smime;
using Hub.Channels.Email.Reading;
using Hub.Core.Keys;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Hub.Channels.Email.Crypto;

/// <summary>Takes the layers of signature and encryption off one mail and keeps the worst finding.</summary>
internal sealed class MailOpening(KeyRings rings, PrivateKeys keys, string? sender, List<OfferedKey> offered, DateTimeOffset now)
{
    private const int MostLayers = 4;
    private SignatureFinding? _finding;
    private CryptoStandard _standard;
    private bool _isSigned;
    private bool _isEncrypted;
    private int _layers;

    /// <summary>What was found; null as long as there is neither signature nor encryption.</summary>
    public MailCrypto? Crypto => !_isSigned && !_isEncrypted ? null : new MailCrypto(_standard, _finding?.Verdict ?? CryptoVerdict.NotSigned)
    {
        IsSigned = _isSigned,
        IsEncrypted = _isEncrypted,
        Signer = _finding?.Signer,
        Fingerprint = _finding?.Fingerprint,
        Reason = _finding?.Reason,
    };

    /// <summary>The content under all layers; null when one of them does not open.</summary>
    public async ValueTask<MimeEntity?> UnwrapAsync(MimeEntity entity, CancellationToken ct)
    {
        switch (entity)
        {
            case MultipartSigned signed when _layers++ < MostLayers:
                return await UnwrapSignedAsync(signed, ct);
            case Multipart multipart when EncryptedPartOf(multipart) is { } encrypted && _layers++ < MostLayers:
                return await OpenPgpAsync(BytesOf(encrypted), ct) is { } content ? await UnwrapAsync(content, ct) : null;
            case MimePart { ContentType: { } type } part when IsPkcs7(type) && _layers++ < MostLayers:
                return await OpenSmimeAsync(BytesOf(part), ct) is { } inner ? await UnwrapAsync(inner, ct) : null;
            default:
                return entity;
        }
    }

    /// <summary>The content with the text that stands inside OpenPGP blocks in place of them; null when it does not open.</summary>
    public async ValueTask<MimeEntity?> UnwrapInlineAsync(MimeEntity body, CancellationToken ct)
    {
        var text = body as TextPart ?? (body as Multipart)?.OfType<TextPart>().FirstOrDefault(static part => part.IsPlain);
        if (text is null || InlinePgp.Find(text) is not { } block)
        {
            return body;
        }
        string shown;
        var charset = text.ContentType.Charset;
        if (block.Signed is { } words)
        {
            _standard = CryptoStandard.OpenPgp;
            await JudgeAsync(Encoding.Latin1.GetBytes(words), PgpSignatures.Read(Encoding.Latin1.GetBytes(block.Block)), ct);
            shown = InlinePgp.Decode($"{block.Before}{words}{block.After}", charset);
        }
        else if (await OpenPgpAsync(Encoding.Latin1.GetBytes(block.Block), ct) is { } content)
        {
            shown = InlinePgp.Decode(block.Before, charset) + Charsets.Decode(content, "utf-8") + InlinePgp.Decode(block.After, charset);
        }
        else
        {
            return null;
        }
        var others = (body as Multipart)?.Where(part => part != text && part is not TextPart { IsHtml: true, IsAttachment: false }).ToList() ?? [];
        if (!block.IsWhole || others.Count > 0)
        {
            Keep(new SignatureFinding(CryptoVerdict.Partial));
        }
        var part = new TextPart("plain") { Text = shown };
        return others.Count == 0 ? part : new Multipart("mixed", [part, .. others]);
    }

    private async ValueTask<MimeEntity?> UnwrapAsync(byte[] content, CancellationToken ct)
    {
        MimeEntity entity;
        try
        {
            entity = new MimeParser(Reading.MimeReader.Options, new MemoryStream(content), MimeFormat.Entity).ParseEntity(ct);
        }
        catch (FormatException)
        {
            Keep(new SignatureFinding(CryptoVerdict.Unreadable) { Reason = "What came out is no part of a mail." });
            return null;
        }
        return await UnwrapAsync(entity, ct);
    }

    private async ValueTask<MimeEntity?> UnwrapSignedAsync(MultipartSigned signed, CancellationToken ct)
    {
        var isOpenPgp = signed.Count > 1 && signed[1].ContentType.IsMimeType("application", "pgp-signature");
        _standard = isOpenPgp ? CryptoStandard.OpenPgp : CryptoStandard.Smime;
        _isSigned = true;
        // More parts than the signed one and its signature: what else is shown is not signed (RFC 1847, 2.1).
        if (signed.Count != 2 || SignedBytes.Of(signed) is not var (content, signature))
        {
            Keep(new SignatureFinding(signed.Count > 2 ? CryptoVerdict.Partial : CryptoVerdict.Unreadable));
            return signed;
        }
        if (isOpenPgp)
        {
            await JudgeAsync(content, PgpSignatures.Read(signature), ct);
        }
        else
        {
            await JudgeAsync(SmimeSignatures.Read(content, signature), ct);
        }
        return await UnwrapAsync(signed[0], ct);
    }

    private async ValueTask<byte[]?> OpenPgpAsync(byte[] message, CancellationToken ct)
    {
        (_standard, _isEncrypted) = (CryptoStandard.OpenPgp, true);
        var opening = await DecryptAsync(message, ct);
        if (opening is PgpOpening.Opened { Content: var content, Signatures: var signatures })
        {
            if (signatures.Count > 0)
            {
                await JudgeAsync(content, signatures, ct);
            }
            return content;
        }
        Keep(opening switch
        {
            PgpOpening.NoKey => new SignatureFinding(CryptoVerdict.MissingKey),
            PgpOpening.Tampered => new SignatureFinding(CryptoVerdict.Tampered),
            PgpOpening.Unreadable unreadable => new SignatureFinding(CryptoVerdict.Unreadable) { Reason = unreadable.Reason },
            _ => throw new InvalidOperationException("There are four ways that decrypting ends."),
        });
        return null;
    }

    private async ValueTask<PgpOpening> DecryptAsync(byte[] message, CancellationToken ct)
    {
        try
        {
            return PgpMessage.RecipientsOf(message) is { Count: > 0 } ids
                ? PgpMessage.Decrypt(message, await keys.OpenPgpAsync(ids, ct))
                : new PgpOpening.Unreadable("It is not encrypted to any key.");
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            return new PgpOpening.Unreadable("Its OpenPGP data is damaged.");
        }
    }

    private async ValueTask<byte[]?> OpenSmimeAsync(byte[] structure, CancellationToken ct)
    {
        _standard = CryptoStandard.Smime;
        if (SmimeEnvelope.Read(structure) is { } envelope)
        {
            _isEncrypted = true;
            if (await keys.SmimeAsync(SmimeEnvelope.HandlesOf(envelope), ct) is not var (handle, part))
            {
                Keep(new SignatureFinding(CryptoVerdict.MissingKey));
                return null;
            }
            var content = SmimeEnvelope.Decrypt(envelope, handle, part);
            if (content is null)
            {
                Keep(new SignatureFinding(CryptoVerdict.Tampered));
            }
            return content;
        }
        var signed = SmimeSignatures.Read(null, structure);
        _isEncrypted |= signed is null;
        await JudgeAsync(signed, ct);
        return signed?.Content is { Length: > 0 } text ? text : null;
    }

    private async ValueTask JudgeAsync(byte[] content, IReadOnlyList<PgpSignature> signatures, CancellationToken ct)
    {
        _isSigned = true;
        var known = await Signers.FindAsync(rings, sender, PgpSignatures.HandlesOf(signatures), offered.Select(static key => key.Facts), ct);
        Keep(PgpSignatures.Judge(content, signatures, known, now) ?? new SignatureFinding(CryptoVerdict.Unreadable));
    }

    private async ValueTask JudgeAsync(SmimeSignatures? signed, CancellationToken ct)
    {
        _isSigned |= signed is not null;
        if (signed is null)
        {
            Keep(new SignatureFinding(CryptoVerdict.Unreadable));
            return;
        }
        var known = await Signers.FindAsync(rings, sender, signed.Handles, signed.BroughtBy(sender), ct);
        var finding = signed.Judge(known, now) ?? new SignatureFinding(CryptoVerdict.Unreadable);
        if (finding is { Verdict: CryptoVerdict.Unconfirmed or CryptoVerdict.Verified, Brought: { } facts })
        {
            offered.Add(new OfferedKey(facts, KeySource.SignedMail));
        }
        Keep(finding);
    }

    private void Keep(SignatureFinding finding) =>
        _finding = _finding is null ? finding : finding.Verdict > _finding.Verdict ? finding with { Signer = _finding.Signer, Fingerprint = _finding.Fingerprint } : _finding;

    /// <summary>The encrypted part of RFC 3156, 4, also where a server made an ordinary multipart of it and put an empty text before.</summary>
    private static MimePart? EncryptedPartOf(Multipart multipart)
    {
        if (!multipart.Any(IsVersion))
        {
            return null;
        }
        var parts = multipart.Where(static part => part is not TextPart { IsAttachment: false } text || !string.IsNullOrWhiteSpace(MailParts.TextOf(text))).ToList();
        return parts is [var version, MimePart data] && IsVersion(version)
            && data.ContentType.IsMimeType("application", "octet-stream") ? data : null;
    }

    private static bool IsVersion(MimeEntity part) => part.ContentType.IsMimeType("application", "pgp-encrypted");

    private static bool IsPkcs7(ContentType type) => type.IsMimeType("application", "pkcs7-mime") || type.IsMimeType("application", "x-pkcs7-mime");

    private static byte[] BytesOf(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        return bytes.ToArray();
    }
}
