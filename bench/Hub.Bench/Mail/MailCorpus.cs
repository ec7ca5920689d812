using System.Globalization;
using Hub.Bench.Seeding;
using MimeKit;

namespace Hub.Bench.Mail;

/// <summary>A corpus like a support mailbox: median 3 kB, two thirds with an HTML part, 8 % with a file of 50 to 200 kB.</summary>
public static class MailCorpus
{
    public const int Size = 200;
    private const double AttachmentShare = 0.08;

    /// <summary>Raw mails of one round. Rounds differ in their ids and senders, so that no mail is a duplicate of another.</summary>
    public static IReadOnlyList<byte[]> Make(int seed, int round)
    {
        var random = new Random(seed);
        var words = new Words(seed);
        return [.. Enumerable.Range(0, Size).Select(place => Write(Compose(random, words, place, round)))];
    }

    /// <summary>A mail of 25 MB as transferred, nearly all of it one file.</summary>
    public static byte[] MakeLarge()
    {
        const int FileBytes = 18_200_000;
        var file = new byte[FileBytes];
        new Random(FileBytes).NextBytes(file);
        var body = new BodyBuilder { TextBody = "See the film." };
        body.Attachments.Add("film.bin", file, new ContentType("application", "octet-stream"));
        var message = new MimeMessage { Subject = "A film", Body = body.ToMessageBody(), MessageId = "large@example.org" };
        message.From.Add(new MailboxAddress("Large", "large@example.org"));
        message.To.Add(new MailboxAddress("Support", "help@hub.example"));
        return Write(message);
    }

    /// <summary>All that parsing is: headers, structure, both bodies, every file's bytes.</summary>
    public static void Decode(byte[] mail)
    {
        using var message = MimeMessage.Load(new MemoryStream(mail));
        _ = message.TextBody;
        _ = message.HtmlBody;
        foreach (var part in message.Attachments.OfType<MimePart>())
        {
            part.Content?.DecodeTo(Stream.Null);
        }
    }

    private static MimeMessage Compose(Random random, Words words, int place, int round)
    {
        var text = words.Text(random, random.Next(120, 420));
        var body = new BodyBuilder { TextBody = text };
        if (random.NextDouble() < 0.66)
        {
            body.TextBody = text[..(text.Length / 2)];
            body.HtmlBody = $"<html><body><p style=\"color:#222\">{body.TextBody.Replace(" ba", "</p><p>ba", StringComparison.Ordinal)}</p></body></html>";
        }

        // Every place of the corpus carries the share exactly, whatever the seed.
        if (place % (int)Math.Round(1 / AttachmentShare) == 0)
        {
            var file = new byte[random.Next(50_000, 200_000)];
            random.NextBytes(file);
            body.Attachments.Add($"invoice-{place}.pdf", file, new ContentType("application", "pdf"));
        }

        var message = new MimeMessage { Subject = words.Text(random, 6), Body = body.ToMessageBody() };
        message.From.Add(new MailboxAddress(words.Text(random, 2), string.Create(CultureInfo.InvariantCulture, $"sender{round}-{place}@example.org")));
        message.To.Add(new MailboxAddress("Support", "help@hub.example"));
        message.Date = new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero).AddSeconds(place);
        message.MessageId = string.Create(CultureInfo.InvariantCulture, $"{round}.{place}@example.org");
        return message;
    }

    private static byte[] Write(MimeMessage message)
    {
        using var stream = new MemoryStream();
        message.WriteTo(stream);
        return stream.ToArray();
    }
}
