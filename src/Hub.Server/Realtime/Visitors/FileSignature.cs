using System.Buffers;

namespace Hub.Server.Realtime.Visitors;

/// <summary>What a file is by its first bytes. Names and declared types are claims of whoever sent it.</summary>
internal static class FileSignature
{
    /// <summary>How many bytes are looked at.</summary>
    public const int Length = 16;

    private static readonly SearchValues<string> ProgramNames = SearchValues.Create(
        [".exe", ".com", ".scr", ".bat", ".cmd", ".msi", ".ps1", ".vbs", ".lnk", ".hta", ".jar"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> TypeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789/.+-");

    /// <summary>The type to keep, or null for programs, which are not taken.</summary>
    /// <param name="start">Up to <see cref="Length"/> bytes.</param>
    /// <param name="name">File name.</param>
    /// <param name="declared">Type the sender gave, or null.</param>
    public static string? TypeOf(ReadOnlySpan<byte> start, string name, string? declared)
    {
        var extension = Path.GetExtension(name);
        if (start.StartsWith("MZ"u8) || start.StartsWith("\x7fELF"u8)
            || (extension.Length > 0 && extension.AsSpan().ContainsAny(ProgramNames)))
        {
            return null;
        }
        return Known(start) ?? Claimed(declared);
    }

    private static string? Known(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
        {
            return "image/png";
        }
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return "image/jpeg";
        }
        if (start.StartsWith("GIF8"u8))
        {
            return "image/gif";
        }
        if (start.StartsWith("RIFF"u8) && start.Length >= 12 && start[8..12].SequenceEqual("WEBP"u8))
        {
            return "image/webp";
        }
        return start.StartsWith("%PDF-"u8) ? "application/pdf" : null;
    }

    /// <summary>A claimed type, unless a browser would show it as something it is not.</summary>
    private static string Claimed(string? declared)
    {
        var type = declared?.Split(';')[0].Trim().ToLowerInvariant() ?? "";
        var isPlain = type.Length is > 2 and <= 100 && type.Contains('/', StringComparison.Ordinal)
            && !type.AsSpan().ContainsAnyExcept(TypeCharacters);
        return !isPlain || type.StartsWith("image/", StringComparison.Ordinal) || type is "text/html" or "application/pdf" or "application/xhtml+xml"
            || type.EndsWith("javascript", StringComparison.Ordinal)
            ? "application/octet-stream"
            : type;
    }
}
