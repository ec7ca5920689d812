using System.Globalization;
using System.Xml;

namespace Hub.Core.Tickets.Conditions;

/// <summary>Lengths of time as people write them.</summary>
public static class Durations
{
    /// <summary>Reads <c>30m</c>, <c>4h</c>, <c>2d</c>, <c>1w</c> or ISO 8601 (<c>PT4H</c>); null for anything else, negative or above ten years.</summary>
    public static TimeSpan? Read(string text)
    {
        var read = text.StartsWith('P') ? ReadIso(text) : ReadShort(text);
        return read is { } span && span >= TimeSpan.Zero && span <= TimeSpan.FromDays(3660) ? span : null;
    }

    private static TimeSpan? ReadShort(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 1_000_000)
        {
            return null;
        }
        return char.ToLowerInvariant(text[^1]) switch
        {
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            'w' => TimeSpan.FromDays(7L * count),
            _ => null,
        };
    }

    private static TimeSpan? ReadIso(string text)
    {
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
