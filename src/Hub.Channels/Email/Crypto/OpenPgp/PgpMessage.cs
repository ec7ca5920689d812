using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Hub.Channels.Email.Crypto.OpenPgp;

/// <summary>An OpenPGP message: what it is encrypted to, and what comes out of it.</summary>
internal static class PgpMessage
{
    /// <summary>Decrypted data beyond this is an attack: mails are smaller.</summary>
    private const int LargestContent = 100 * 1024 * 1024;

    private const int DeepestNesting = 4;

    /// <summary>The key ids a message is encrypted to; 0 stands for a hidden one (RFC 4880, 5.1). Empty when it is not encrypted.</summary>
    public static IReadOnlyList<long> RecipientsOf(byte[] message)
    {
        using var decoded = PgpUtilities.GetDecoderStream(new MemoryStream(message));
        return EncryptedIn(decoded) is { } list ? [.. list.GetEncryptedDataObjects().OfType<PgpPublicKeyEncryptedData>().Select(static one => one.KeyId)] : [];
    }

    /// <summary>Decrypts with the first key that fits.</summary>
    public static PgpOpening Decrypt(byte[] message, IReadOnlyList<(PgpSecretKey Secret, PgpPrivateKey Private)> keys)
    {
        using var decoded = PgpUtilities.GetDecoderStream(new MemoryStream(message));
        if (EncryptedIn(decoded) is not { } list)
        {
            return new PgpOpening.Unreadable("It holds no encrypted data.");
        }
        // One data packet follows all session keys, so only one of them may be tried on this stream.
        var data = list.GetEncryptedDataObjects().OfType<PgpPublicKeyEncryptedData>().ToList();
        var fitting = data.SelectMany(one => keys.Where(key => key.Secret.KeyId == one.KeyId || one.KeyId == 0).Select(key => (one, key.Private)))
            .Where(static pair => HasSessionKey(pair.one, pair.Private)).Take(1).ToList();
        return fitting.Count == 0 ? new PgpOpening.NoKey() : Read(fitting[0].one, fitting[0].Private);
    }

    private static PgpOpening Read(PgpPublicKeyEncryptedData data, PgpPrivateKey key)
    {
        if (!data.IsIntegrityProtected())
        {
            return new PgpOpening.Unreadable("It is encrypted without protection against changes.");
        }
        try
        {
            using var clear = data.GetDataStream(key);
            var (content, signatures) = ReadContent(clear, DeepestNesting);
            clear.CopyTo(Stream.Null);
            return !data.Verify() ? new PgpOpening.Tampered()
                : content is null ? new PgpOpening.Unreadable("It holds no text.")
                : new PgpOpening.Opened(content, signatures);
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            // The session key fitted, so what does not parse is not what was encrypted.
            return new PgpOpening.Tampered();
        }
    }

    private static (byte[]? Content, IReadOnlyList<PgpSignature> Signatures) ReadContent(Stream stream, int depth)
    {
        byte[]? content = null;
        var signatures = new List<PgpSignature>();
        var factory = new PgpObjectFactory(stream);
        while (factory.NextPgpObject() is { } item)
        {
            switch (item)
            {
                case PgpCompressedData compressed when depth > 0:
                    using (var inner = compressed.GetDataStream())
                    {
                        return ReadContent(inner, depth - 1);
                    }
                case PgpLiteralData literal when content is null:
                    content = CopyOf(literal.GetInputStream());
                    break;
                case PgpLiteralData:
                    throw new InvalidDataException("Two texts in one message.");
                case PgpSignatureList list:
                    signatures.AddRange(PgpSignatures.Of(list));
                    break;
            }
        }
        return (content, signatures);
    }

    private static byte[] CopyOf(Stream stream)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            copy.Write(buffer, 0, read);
            if (copy.Length > LargestContent)
            {
                throw new InvalidDataException("Larger than any mail.");
            }
        }
        return copy.ToArray();
    }

    private static bool HasSessionKey(PgpPublicKeyEncryptedData data, PgpPrivateKey key)
    {
        try
        {
            data.GetSymmetricAlgorithm(key);
            return true;
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            return false;
        }
    }

    private static PgpEncryptedDataList? EncryptedIn(Stream stream)
    {
        var factory = new PgpObjectFactory(stream);
        while (factory.NextPgpObject() is { } item)
        {
            if (item is PgpEncryptedDataList list)
            {
                return list;
            }
            if (item is not PgpMarker)
            {
                return null;
            }
        }
        return null;
    }
}

/// <summary>How decrypting ended.</summary>
internal abstract record PgpOpening
{
    private PgpOpening()
    {
    }

    /// <summary>Whole and unchanged.</summary>
    public sealed record Opened(byte[] Content, IReadOnlyList<PgpSignature> Signatures) : PgpOpening;

    /// <summary>None of the keys fits.</summary>
    public sealed record NoKey : PgpOpening;

    /// <summary>Not what was encrypted.</summary>
    public sealed record Tampered : PgpOpening;

    /// <summary>Not a message that can be opened safely.</summary>
    public sealed record Unreadable(string Reason) : PgpOpening;
}
