using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Storage.Listing;

/// <summary>Where a page ended: sort key and id. As a cursor it carries a hash of the view's shape and serves no other view.</summary>
/// <remarks>Layout: 8 bytes of the hash; 0 and 8 bytes of a number, or 1, 4 bytes of length and a text; the id.</remarks>
internal readonly record struct Position(StoredValue Sort, string Id)
{
    private const int HashBytes = 8;

    /// <summary>The order of ascending lists.</summary>
    public int CompareTo(Position other)
    {
        var order = Sort.Text is { } text && other.Sort.Text is { } otherText
            ? FieldValue.CompareUtf8(text, otherText)
            : Sort.Number.CompareTo(other.Sort.Number);
        return order != 0 ? order : FieldValue.CompareUtf8(Id, other.Id);
    }

    public Cursor ToCursor(string shape)
    {
        var buffer = new List<byte>(96);
        buffer.AddRange(HashOf(shape));
        Span<byte> number = stackalloc byte[8];
        if (Sort.Text is { } text)
        {
            buffer.Add(1);
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(number, bytes.Length);
            buffer.AddRange(number[..4]);
            buffer.AddRange(bytes);
        }
        else
        {
            buffer.Add(0);
            BinaryPrimitives.WriteInt64BigEndian(number, Sort.Number);
            buffer.AddRange(number);
        }
        buffer.AddRange(Encoding.UTF8.GetBytes(Id));
        return new Cursor(Base64Url.EncodeToString(buffer.ToArray()));
    }

    /// <exception cref="InvalidCursorException">Not a cursor of this shape.</exception>
    public static Position Read(Cursor cursor, string shape)
    {
        ReadOnlySpan<byte> bytes = Decode(cursor.Text);
        if (bytes.Length < HashBytes + 5 || !bytes[..HashBytes].SequenceEqual(HashOf(shape)))
        {
            throw new InvalidCursorException();
        }
        var isText = bytes[HashBytes] == 1;
        bytes = bytes[(HashBytes + 1)..];
        var length = isText ? BinaryPrimitives.ReadInt32BigEndian(bytes) : 8;
        bytes = isText ? bytes[4..] : bytes;
        if (length < 0 || length > bytes.Length)
        {
            throw new InvalidCursorException();
        }
        var sort = isText
            ? new StoredValue(Encoding.UTF8.GetString(bytes[..length]), 0)
            : new StoredValue(null, BinaryPrimitives.ReadInt64BigEndian(bytes));
        return new Position(sort, Encoding.UTF8.GetString(bytes[length..]));
    }

    private static byte[] Decode(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private static byte[] HashOf(string shape) => SHA256.HashData(Encoding.UTF8.GetBytes(shape))[..HashBytes];
}
