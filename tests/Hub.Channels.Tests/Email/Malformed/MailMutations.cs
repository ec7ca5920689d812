using System.Text;
using Hub.MailSamples;

namespace Hub.Channels.Tests.Email.Malformed;

/// <summary>Damages mails of the corpus the way lines, disks, gateways and enemies do.</summary>
internal sealed class MailMutations(Random random)
{
    // Larger samples show limits; damaging them takes long and shows no more.
    private const int LargestSample = 16 * 1024;
    private const int LargestMail = 64 * 1024;

    private static readonly byte[][] Samples = [.. MailSample.Names.Select(MailSample.BytesOf).Where(static sample => sample.Length is > 0 and < LargestSample)];

    private static readonly string[] Tokens =
        ["--", "boundary=", "charset=", "\r\n\r\n", "\r\n", "=?", "?=", "base64", "quoted-printable", "multipart/", "text/html", "message/rfc822", "\0", "Content-Type:", "filename*0*=", "<", ">", "=", "\uFFFD"];

    /// <summary>The next mail.</summary>
    public byte[] Next()
    {
        var mail = Pick();
        for (var times = 1 + random.Next(4); times > 0; times--)
        {
            mail = Damage(mail);
        }
        return mail.Length <= LargestMail ? mail : mail[..LargestMail];
    }

    private byte[] Pick() => Samples[random.Next(Samples.Length)];

    private byte[] Damage(byte[] mail)
    {
        if (mail.Length == 0)
        {
            return Pick();
        }
        var at = random.Next(mail.Length);
        var end = at + Math.Min(random.Next(400), mail.Length - at);
        return random.Next(11) switch
        {
            0 => mail[..at],
            1 => mail[at..],
            2 => [.. mail[..at], .. mail[end..]],
            3 => [.. mail[..at], .. Repeat(mail[at..end])],
            4 => Splice(mail[..at], Pick()),
            5 => Swap(mail, at),
            6 => Flip(mail),
            7 => [.. mail[..at], .. Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]), .. mail[at..]],
            8 => Replace(mail, Tokens[random.Next(Tokens.Length)], Tokens[random.Next(Tokens.Length)]),
            9 => Replace(mail, random.Next(2) == 0 ? "--b" : "boundary=b", random.Next(2) == 0 ? "--B" : "boundary="),
            _ => Nest(mail),
        };
    }

    private byte[] Splice(byte[] head, byte[] other) => [.. head, .. other[random.Next(other.Length)..]];

    private byte[] Repeat(byte[] piece)
    {
        var repeated = new List<byte>();
        for (var times = random.Next(20); times >= 0; times--)
        {
            repeated.AddRange(piece);
        }
        return [.. repeated];
    }

    private byte[] Swap(byte[] mail, int at)
    {
        byte[] swapped = [.. mail];
        var other = random.Next(mail.Length);
        (swapped[at], swapped[other]) = (swapped[other], swapped[at]);
        return swapped;
    }

    private byte[] Flip(byte[] mail)
    {
        byte[] flipped = [.. mail];
        for (var times = 1 + random.Next(10); times > 0; times--)
        {
            flipped[random.Next(flipped.Length)] = (byte)random.Next(256);
        }
        return flipped;
    }

    private static byte[] Replace(byte[] mail, string what, string with) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(mail).Replace(what, with, StringComparison.Ordinal));

    private byte[] Nest(byte[] mail)
    {
        var head = random.Next(2) == 0
            ? "From: Carla <nest@customer.test>\r\nSubject: Nested\r\nContent-Type: message/rfc822\r\n\r\n"
            : "From: Carla <nest@customer.test>\r\nSubject: Nested\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. mail];
    }
}
