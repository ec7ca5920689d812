using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Core.MailAccess;

/// <summary>Proof that who exchanges a code is who asked for it (RFC 7636, S256).</summary>
public static class Pkce
{
    /// <summary>A verifier of 32 random bytes, 43 characters.</summary>
    public static string NewVerifier() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The challenge of a verifier.</summary>
    public static string ChallengeOf(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
