using System.Security.Cryptography;

namespace Hub.Storage.Blobs;

/// <summary>Random names of blobs.</summary>
internal static class BlobIds
{
    public static string New() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    public static bool IsId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);
}
