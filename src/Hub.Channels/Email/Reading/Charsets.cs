using System.Buffers;
using System.Text;

namespace Hub.Channels.Email.Reading;

/// <summary>Decodes text whose declared charset is missing, unknown or wrong.</summary>
/// <remarks>Order: byte order mark, declared charset if it fits, strict UTF-8, windows-1252, which decodes everything.</remarks>
public static class Charsets
{
    private static readonly SearchValues<char> Suspects = SearchValues.Create(['\0', .. Enumerable.Range(0xD800, 0x800).Select(static c => (char)c)]);

    // Names senders use for charsets whose superset they really write.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["gb2312"] = "gb18030",
        ["gbk"] = "gb18030",
        ["ks_c_5601-1987"] = "ks_c_5601-1987",
        ["ks_c_5601"] = "ks_c_5601-1987",
        ["euc-kr"] = "ks_c_5601-1987",
        ["iso-2022-jp"] = "iso-2022-jp",
        ["iso-8859-1"] = "windows-1252",
        ["latin1"] = "windows-1252",
        ["ansi"] = "windows-1252",
        ["cp1252"] = "windows-1252",
        ["utf8"] = "utf-8",
        ["unicode-1-1-utf-8"] = "utf-8",
    };

    /// <summary>windows-1252: the fallback that never fails.</summary>
    public static Encoding Western { get; } = Encoding.GetEncoding(1252);

    /// <summary>Decodes bytes; never throws. The result has neither NUL nor lone surrogates.</summary>
    /// <param name="bytes">Transfer encoding already removed.</param>
    /// <param name="declared">Charset as written in the mail, or null.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? declared)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            return Clean(Encoding.UTF8.GetString(bytes[3..]));
        }
        if (bytes is [0xFF, 0xFE, ..])
        {
            return Clean(Encoding.Unicode.GetString(bytes[2..]));
        }
        if (bytes is [0xFE, 0xFF, ..])
        {
            return Clean(Encoding.BigEndianUnicode.GetString(bytes[2..]));
        }
        return Clean(TryDecodeDeclared(bytes, NameOf(declared)) ?? TryDecode(Encoding.UTF8, bytes) ?? Western.GetString(bytes));
    }

    /// <summary>The first <paramref name="length"/> characters, never half a letter.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>Takes out what neither JSON nor a database should meet.</summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAny(Suspects))
        {
            return text;
        }
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != 0)
            {
                clean.Append(rune.ToString());
            }
        }
        return clean.ToString();
    }

    /// <summary>The encoding of a name; null for none and for an unknown one.</summary>
    /// <param name="declared">As written in the mail, or null.</param>
    public static Encoding? Find(string? declared)
    {
        var name = NameOf(declared);
        if (name.Length is 0 or > 40)
        {
            return null;
        }
        try
        {
            return int.TryParse(name, out var page) && page is > 0 and < 65536
                ? Encoding.GetEncoding(page)
                : Encoding.GetEncoding(Aliases.GetValueOrDefault(name, name));
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string NameOf(string? declared) => declared?.Trim().Trim('"', '\'').Trim() ?? "";

    private static string? TryDecodeDeclared(ReadOnlySpan<byte> bytes, string name)
    {
        if (name.Equals("utf-7", StringComparison.OrdinalIgnoreCase) || name.Equals("unicode-1-1-utf-7", StringComparison.OrdinalIgnoreCase))
        {
            return Utf7.Decode(bytes);
        }
        if (name.Equals("utf-16", StringComparison.OrdinalIgnoreCase))
        {
            // Without a mark it is big endian (RFC 2781, 4.3); senders of the other order betray themselves by where their zeros are.
            return (HasZeroHighBytesLast(bytes) ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bytes);
        }
        return Find(name) switch
        {
            null => null,
            UnicodeEncoding or UTF32Encoding => Find(name)!.GetString(bytes),
            UTF8Encoding => TryDecode(Encoding.UTF8, bytes) ?? TryDecodeDamagedUtf8(bytes),
            // Seven bits by definition: with eight it is what the same programs write otherwise.
            { CodePage: 50220 or 50221 or 50222 } when bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF) => TryDecode(Encoding.GetEncoding(932), bytes),
            var encoding => TryDecode(encoding, bytes),
        };
    }

    private static bool HasZeroHighBytesLast(ReadOnlySpan<byte> bytes)
    {
        int first = 0, second = 0;
        for (var at = 0; at + 1 < bytes.Length; at += 2)
        {
            first += bytes[at] == 0 ? 1 : 0;
            second += bytes[at + 1] == 0 ? 1 : 0;
        }
        return second > first;
    }

    // UTF-8 that was cut or lost a byte is still UTF-8, if more letters are whole than broken.
    private static string? TryDecodeDamagedUtf8(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var broken = text.AsSpan().Count('\uFFFD');
        var whole = 0;
        foreach (var letter in text)
        {
            whole += letter is > '\u007F' and not '\uFFFD' ? 1 : 0;
        }
        return whole > broken ? text : null;
    }

    private static string? TryDecode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var strict = (Encoding)encoding.Clone();
            strict.DecoderFallback = DecoderFallback.ExceptionFallback;
            return strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
