namespace Hub.Channels.Email.Reading;

/// <summary>Base64 as it arrives: without its padding, padded in the middle where programs put pieces together, with signs between
/// that do not belong there. A decoder that waits for whole groups of four loses the last letters.</summary>
internal static class LooseBase64
{
    private const byte NoDigit = 255;
    private static readonly byte[] ValueOf = MakeValues();

    /// <summary>Every byte that is told in full.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> encoded)
    {
        var decoded = new byte[(encoded.Length * 3 / 4) + 1];
        int length = 0, bits = 0, count = 0;
        foreach (var sign in encoded)
        {
            if (sign == '=')
            {
                (bits, count) = (0, 0);
            }
            else if (ValueOf[sign] is not NoDigit and var value)
            {
                bits = (bits << 6) | value;
                count += 6;
                if (count >= 8)
                {
                    count -= 8;
                    decoded[length++] = (byte)(bits >> count);
                    bits &= (1 << count) - 1;
                }
            }
        }
        return decoded[..length];
    }

    private static byte[] MakeValues()
    {
        var values = new byte[256];
        Array.Fill(values, NoDigit);
        var digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;
        for (var value = 0; value < digits.Length; value++)
        {
            values[digits[value]] = (byte)value;
        }
        return values;
    }
}
