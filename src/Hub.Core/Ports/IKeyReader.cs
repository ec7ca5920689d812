using Hub.Core.Keys;

namespace Hub.Core.Ports;

/// <summary>Reads keys and certificates out of files.</summary>
public interface IKeyReader
{
    /// <summary>Reads all keys of a file: armored or binary OpenPGP, PEM, DER, PKCS #12. Never throws for what it contains.</summary>
    /// <param name="content">At most <see cref="AddKeys.LargestFile"/> bytes.</param>
    /// <param name="password">Opens private keys and PKCS #12; null for none.</param>
    KeyReading Read(ReadOnlyMemory<byte> content, string? password);
}

/// <summary>How reading a file of keys ended.</summary>
public abstract record KeyReading
{
    private KeyReading()
    {
    }

    /// <summary>At least one key.</summary>
    public sealed record Read(IReadOnlyList<KeyMaterial> Keys) : KeyReading;

    /// <summary>Nothing that could be used.</summary>
    /// <param name="Field"><c>file</c> or <c>password</c>.</param>
    /// <param name="Text">For people.</param>
    public sealed record Unusable(string Field, string Text) : KeyReading;
}

/// <summary>One key of a file.</summary>
/// <param name="Facts">The public side.</param>
/// <param name="Private">The private part as the channel reads it, to be sealed; null for a public key.</param>
public sealed record KeyMaterial(KeyFacts Facts, string? Private);
