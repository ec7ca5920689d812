using System.Security.Cryptography;
using System.Text;
using Hub.Channels.Email.Crypto.OpenPgp;
using Hub.Channels.Email.Crypto.Smime;
using Hub.Core.Keys;
using Hub.Core.Ports;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Hub.Channels.Email.Crypto;

/// <summary>Reads files of keys of either standard.</summary>
public sealed class KeyFile : IKeyReader
{
    /// <inheritdoc/>
    public KeyReading Read(ReadOnlyMemory<byte> content, string? password)
    {
        var bytes = content.ToArray();
        try
        {
            var keys = IsOpenPgp(bytes) ? PgpKeyFile.Read(bytes, password) : SmimeKeyFile.Read(bytes, string.IsNullOrEmpty(password) ? null : password);
            return keys.Count > 0 ? new KeyReading.Read(keys) : new KeyReading.Unusable("file", "There is no key in it that names its owner by a valid signature.");
        }
        catch (Exception fault) when (fault is PgpException || (fault is CryptographicException && IsLocked(bytes)))
        {
            return new KeyReading.Unusable("password", "The password does not open the private key.");
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            return new KeyReading.Unusable("file", "This is no OpenPGP key, certificate or PKCS #12 file that can be read.");
        }
    }

    // A binary packet begins with its highest bit set (RFC 4880, 4.2); DER begins with a sequence, 0x30.
    private static bool IsOpenPgp(byte[] content) =>
        (content[0] & 0x80) != 0 || Head(content).Contains("-----BEGIN PGP ", StringComparison.Ordinal);

    private static bool IsLocked(byte[] content) => content[0] == 0x30 || Head(content).Contains("ENCRYPTED", StringComparison.Ordinal);

    private static string Head(byte[] content) => Encoding.ASCII.GetString(content);
}
