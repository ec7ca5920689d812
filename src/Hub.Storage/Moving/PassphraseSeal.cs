using System.Security.Cryptography;
using System.Text;

namespace Hub.Storage.Moving;

/// <summary>How a passphrase became a key.</summary>
/// <param name="Kdf">Always <c>PBKDF2-HMAC-SHA256</c> (RFC 8018).</param>
/// <param name="Iterations">Of the derivation.</param>
/// <param name="Salt">Base64 of 16 random bytes.</param>
/// <param name="Check">A known text, sealed: opens with the right passphrase only.</param>
internal sealed record PassphraseParameters(string Kdf, int Iterations, string Salt, string Check);

/// <summary>Seals secrets under a passphrase: AES-256-GCM, each text bound to the document it belongs to.</summary>
internal sealed class PassphraseSeal : IDisposable
{
    public const string Kdf = "PBKDF2-HMAC-SHA256";
    public const int ShortestPassphrase = 12;

    /// <summary>Of the derivation: OWASP Password Storage Cheat Sheet (2023) for PBKDF2-HMAC-SHA256.</summary>
    public const int UsualIterations = 600_000;

    private const int MostIterations = 10_000_000;
    private const int SaltBytes = 16;
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const string CheckOwner = "header";
    private const string CheckText = "hub";
    private readonly AesGcm _cipher;

    private PassphraseSeal(string passphrase, byte[] salt, int iterations)
    {
        // Typed on another keyboard the same letters must give the same bytes.
        var key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase.Normalize()), salt, iterations, HashAlgorithmName.SHA256, KeyBytes);
        _cipher = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>A seal with a new salt, and what must be known to make it again.</summary>
    public static (PassphraseSeal Seal, PassphraseParameters Parameters) Make(string passphrase, int iterations = UsualIterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var seal = new PassphraseSeal(passphrase, salt, iterations);
        return (seal, new PassphraseParameters(Kdf, iterations, Convert.ToBase64String(salt), seal.Close(CheckOwner, CheckText)));
    }

    /// <summary>The seal of an export; null when the passphrase is another.</summary>
    public static PassphraseSeal? TryMake(string passphrase, PassphraseParameters parameters)
    {
        if (parameters.Kdf != Kdf || parameters.Iterations is < 1 or > MostIterations)
        {
            throw new MoveRefusedException($"The export seals its secrets by '{parameters.Kdf}', which this version does not know.");
        }
        var seal = new PassphraseSeal(passphrase, Convert.FromBase64String(parameters.Salt), parameters.Iterations);
        if (seal.Open(CheckOwner, parameters.Check) == CheckText)
        {
            return seal;
        }
        seal.Dispose();
        return null;
    }

    /// <summary>Seals a text for its owner: base64 of nonce, tag and sealed bytes.</summary>
    public string Close(string owner, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedText = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(sealedText.AsSpan(0, NonceBytes));
        _cipher.Encrypt(sealedText.AsSpan(0, NonceBytes), plain, sealedText.AsSpan(NonceBytes + TagBytes),
            sealedText.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(owner));
        return Convert.ToBase64String(sealedText);
    }

    /// <summary>Null when it was sealed by another key, for another owner, or changed.</summary>
    public string? Open(string owner, string sealedText)
    {
        try
        {
            var bytes = Convert.FromBase64String(sealedText);
            var plain = new byte[Math.Max(0, bytes.Length - NonceBytes - TagBytes)];
            _cipher.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes), plain,
                Encoding.UTF8.GetBytes(owner));
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    public void Dispose() => _cipher.Dispose();
}
