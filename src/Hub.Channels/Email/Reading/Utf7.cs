using System.Text;

namespace Hub.Channels.Email.Reading;

/// <summary>UTF-7 (RFC 2152), which the runtime no longer offers. Only for what declares it.</summary>
internal static class Utf7
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>Decodes; what is no UTF-7 stays as it stands.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] != '+')
            {
                text.Append((char)bytes[at]);
                continue;
            }
            var start = ++at;
            while (at < bytes.Length && Digits.Contains((char)bytes[at], StringComparison.Ordinal))
            {
                at++;
            }
            if (at == start)
            {
                text.Append('+');
            }
            else
            {
                AppendShifted(text, bytes[start..at]);
            }
            // The minus that ends a run belongs to it; anything else is text.
            if (at >= bytes.Length || bytes[at] != '-')
            {
                at--;
            }
        }
        return text.ToString();
    }

    private static void AppendShifted(StringBuilder text, ReadOnlySpan<byte> run)
    {
        int bits = 0, count = 0;
        foreach (var digit in run)
        {
            bits = (bits << 6) | Digits.IndexOf((char)digit, StringComparison.Ordinal);
            count += 6;
            if (count >= 16)
            {
                count -= 16;
                text.Append((char)(bits >> count));
                bits &= (1 << count) - 1;
            }
        }
    }
}
