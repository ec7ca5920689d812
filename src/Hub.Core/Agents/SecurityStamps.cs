using System.Buffers.Text;
using System.Security.Cryptography;

namespace Hub.Core.Agents;

/// <summary>Random texts nobody can guess.</summary>
public static class SecurityStamps
{
    /// <summary>A stamp of 128 random bits.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>A secret of 256 random bits, safe in links and headers.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
