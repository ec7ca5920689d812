namespace Hub.Core.Ports;

/// <summary>Seals secrets (mailbox passwords, tokens) for storage.</summary>
public interface ISecretSealer
{
    /// <summary>Seals a secret.</summary>
    string Seal(string secret);

    /// <summary>Opens a sealed secret; null when it was sealed by keys this installation does not have.</summary>
    string? Open(string sealedSecret);
}
