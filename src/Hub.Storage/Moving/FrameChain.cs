using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hub.Storage.Moving;

/// <summary>How frames hang together: each digest covers the one before it, so that a frame that is missing, changed, added or out of
/// place is noticed, and the last digest names the whole file.</summary>
internal static class FrameChain
{
    /// <summary>Kind and length of the payload, little-endian.</summary>
    public const int HeadBytes = 5;

    public const int DigestBytes = SHA256.HashSizeInBytes;

    /// <summary>No writer makes larger frames; a larger length is damage.</summary>
    public const int LargestPayload = 64 * 1024 * 1024;

    /// <summary>The first line of every export; the number is that of the framing.</summary>
    public static ReadOnlySpan<byte> Mark => "hub-export 1\n"u8;

    public static byte[] First { get; } = new byte[DigestBytes];

    public static void WriteHead(Span<byte> head, FrameKind kind, int length)
    {
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], length);
    }

    public static (FrameKind Kind, int Length) ReadHead(ReadOnlySpan<byte> head) => ((FrameKind)head[0], BinaryPrimitives.ReadInt32LittleEndian(head[1..]));

    public static byte[] Next(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> head, ReadOnlySpan<byte> payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        hash.AppendData(head);
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }
}
