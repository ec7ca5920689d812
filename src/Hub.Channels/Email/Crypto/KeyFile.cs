using System.Security.Authentication;
using System.Text;
using Hub.Channels.Email.Crypto.OpenPgp;
using Hub.Channels.Email.Crypto.Smime;
using Hub.Core.Ports;

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
            // A file may hold the public key beside the private one.
            List<KeyMaterial> distinct = [.. keys.GroupBy(static key => key.Facts.Fingerprint)
                .Select(static same => same.FirstOrDefault(static key => key.Private is not null) ?? same.First())];
            return distinct.Count > 0 ? new KeyReading.Read(distinct) : new KeyReading.Unusable("file", "There is no key in it that names its owner by a valid signature.");
        }
        catch (InvalidCredentialException)
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
        (content[0] & 0x80) != 0 || Encoding.ASCII.GetString(content).Contains("-----BEGIN PGP ", StringComparison.Ordinal);
}
