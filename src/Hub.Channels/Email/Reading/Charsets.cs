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
        var text = (Find(declared) is { } encoding ? TryDecode(encoding, bytes) : null)
            ?? TryDecode(Encoding.UTF8, bytes)
            ?? Western.GetString(bytes);
        return Clean(text);
    }

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

    private static Encoding? Find(string? declared)
    {
        var name = declared?.Trim().Trim('"', '\'') ?? "";
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
