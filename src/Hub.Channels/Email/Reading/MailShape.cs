using MimeKit;

namespace Hub.Channels.Email.Reading;

/// <summary>Looks how a mail is built before it is taken apart: a parser keeps every part and header in memory, and a few
/// megabytes can hold millions of them.</summary>
internal sealed class MailShape(ParserOptions options, Stream raw) : MimeKit.MimeReader(options, raw, MimeFormat.Entity)
{
    /// <summary>More parts than this are an attack.</summary>
    public const int MostParts = 1000;

    /// <summary>More mails inside one another than this are as well.</summary>
    public const int DeepestMail = 10;

    private const long LongestHeaders = 256 * 1024;
    private int _parts;
    private int _mails;

    /// <summary>Walks over the mail; <paramref name="raw"/> is left at its start.</summary>
    /// <exception cref="FormatException">It is no mail, or one that is beyond the limits.</exception>
    public static async ValueTask CheckAsync(ParserOptions options, Stream raw, CancellationToken ct)
    {
        await new MailShape(options, raw).ReadMessageAsync(ct);
        raw.Position = 0;
    }

    protected override void OnHeadersEnd(long beginOffset, int beginLineNumber, long endOffset, int endLineNumber, CancellationToken cancellationToken)
    {
        if (endOffset - beginOffset > LongestHeaders)
        {
            throw new FormatException($"a header block of more than {LongestHeaders / 1024} KB");
        }
    }

    protected override void OnMimePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => Count();

    protected override void OnMultipartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => Count();

    protected override void OnMessagePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        Count();
        if (++_mails > DeepestMail)
        {
            throw new FormatException($"more than {DeepestMail} mails inside one another");
        }
    }

    protected override void OnMessagePartEnd(
        ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken) =>
        _mails--;

    private void Count()
    {
        if (++_parts > MostParts)
        {
            throw new FormatException($"more than {MostParts} parts");
        }
    }
}
