using Hub.Core.Ports;

namespace Hub.Storage.Tests.Moving;

/// <summary>Seals with the keys of one installation: another one's texts do not open.</summary>
internal sealed class LabelledSealer(string installation) : ISecretSealer
{
    public string Seal(string secret) => $"{installation}|{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(secret))}";

    public string? Open(string sealedSecret) => sealedSecret.StartsWith($"{installation}|", StringComparison.Ordinal)
        ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(sealedSecret[(installation.Length + 1)..]))
        : null;
}
