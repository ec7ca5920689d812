using MimeKit.Cryptography;

namespace Hub.Channels.Email.Crypto;

/// <summary>Catches the bytes that a detached signature is over: the first part of a multipart/signed exactly as it came, with the
/// line ends of the standard (RFC 1847, 2.1). Only the library's own verification writes them so.</summary>
internal sealed class SignedBytes : TemporarySecureMimeContext
{
    private byte[] _content = [];
    private byte[] _signature = [];

    private SignedBytes()
    {
    }

    /// <summary>Content and signature of a multipart/signed; null when it is not built as the standard says.</summary>
    public static (byte[] Content, byte[] Signature)? Of(MultipartSigned signed)
    {
        using var catcher = new SignedBytes();
        try
        {
            signed.Verify(catcher);
            return (catcher._content, catcher._signature);
        }
        catch (Exception fault) when (Damage.Is(fault))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override bool Supports(string protocol) => true;

    /// <inheritdoc/>
    public override DigitalSignatureCollection Verify(Stream content, Stream signatureData, CancellationToken cancellationToken = default)
    {
        _content = BytesOf(content);
        _signature = BytesOf(signatureData);
        return new DigitalSignatureCollection([]);
    }

    private static byte[] BytesOf(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
