using System.Globalization;
using System.Text;

namespace Hub.Core.Views;

/// <summary>What a field holds: a folded text, a whole number, an instant in whole milliseconds, a flag, or nothing.</summary>
/// <remarks>Texts compare by the UTF-8 bytes of their folded form, in every engine. Numbers, instants and flags compare as
/// <see cref="Number"/> (flags 0 and 1, instants Unix milliseconds).</remarks>
public readonly record struct FieldValue : IComparable<FieldValue>
{
    private FieldValue(string? text, long number, bool isNone)
    {
        Text = text;
        Number = number;
        IsNone = isNone;
    }

    /// <summary>Nothing.</summary>
    public static FieldValue None { get; } = new(null, 0, isNone: true);

    /// <summary>The folded text, or null for a numeric value or none.</summary>
    public string? Text { get; }

    /// <summary>The numeric form; 0 for texts and none.</summary>
    public long Number { get; }

    /// <summary>True when the document has no value here.</summary>
    public bool IsNone { get; }

    /// <summary>Folds and wraps a text; null and empty are none.</summary>
    public static FieldValue Of(string? text) => string.IsNullOrEmpty(text) ? None : new(Fold(text), 0, isNone: false);

    /// <summary>Wraps a number.</summary>
    public static FieldValue Of(long? number) => number is { } n ? new(null, n, isNone: false) : None;

    /// <summary>Wraps an instant, cut to milliseconds.</summary>
    public static FieldValue Of(DateTimeOffset? at) => Of(at?.ToUnixTimeMilliseconds());

    /// <summary>Wraps a flag.</summary>
    public static FieldValue Of(bool flag) => new(null, flag ? 1 : 0, isNone: false);

    /// <summary>Lower case (invariant) of compatibility form KC; ASCII takes a short way. Half a surrogate pair becomes U+FFFD.</summary>
    public static string Fold(string text) =>
        Ascii.IsValid(text) ? text.ToLowerInvariant() : WellFormed(text).Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>The text as it survives UTF-8: normalisation refuses half a surrogate pair, which outside input may hold.</summary>
    internal static string WellFormed(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;

    /// <inheritdoc/>
    public int CompareTo(FieldValue other)
    {
        if (IsNone || other.IsNone)
        {
            return other.IsNone.CompareTo(IsNone);
        }
        return Text is null || other.Text is null ? Number.CompareTo(other.Number) : CompareUtf8(Text, other.Text);
    }

    /// <summary>Orders two texts as their UTF-8 bytes would be ordered.</summary>
    public static int CompareUtf8(string left, string right)
    {
        var common = Math.Min(left.Length, right.Length);
        for (var i = 0; i < common; i++)
        {
            var (a, b) = (left[i], right[i]);
            if (a != b)
            {
                // A surrogate stands for a code point above every other char, though its own value is lower than U+E000.
                var (aHigh, bHigh) = (char.IsSurrogate(a), char.IsSurrogate(b));
                return aHigh == bHigh ? a.CompareTo(b) : aHigh ? 1 : -1;
            }
        }
        return left.Length.CompareTo(right.Length);
    }

    /// <summary>Order of values.</summary>
    public static bool operator <(FieldValue left, FieldValue right) => left.CompareTo(right) < 0;

    /// <summary>Order of values.</summary>
    public static bool operator <=(FieldValue left, FieldValue right) => left.CompareTo(right) <= 0;

    /// <summary>Order of values.</summary>
    public static bool operator >(FieldValue left, FieldValue right) => left.CompareTo(right) > 0;

    /// <summary>Order of values.</summary>
    public static bool operator >=(FieldValue left, FieldValue right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => IsNone ? "none" : Text ?? Number.ToString(CultureInfo.InvariantCulture);
}
