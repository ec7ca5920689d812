using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Text;
using MimeKit.Tnef;

namespace Hub.Channels.Email.Reading;

/// <summary>Text, HTML and files of a mail, found by one walk over its parts.</summary>
public sealed partial class MailParts
{
    private const int MostFiles = 200;
    private const int LongestText = 1_000_000;
    private readonly List<(string? Plain, string? Html)> _bodies = [];
    private readonly List<MimeEntity> _files = [];
    private readonly List<MimeEntity> _leaves = [];
    private readonly List<string> _appointments = [];
    private readonly string? _language;

    private MailParts(string? language) => _language = language;

    /// <summary>All leaves in their order, for the identity of the mail.</summary>
    public IReadOnlyList<MimeEntity> Leaves => _leaves;

    /// <summary>What is not body, in order.</summary>
    public IReadOnlyList<MimeEntity> Files => _files;

    /// <summary>Bytes of what containers of Outlook unfolded into.</summary>
    public long UnfoldedBytes => _files.OfType<MimePart>().Except(_leaves.OfType<MimePart>()).Sum(static file => file.Content?.Stream?.Length ?? 0);

    /// <summary>Why the mail cannot be taken as it is; null when it can.</summary>
    public string? Problem => _files.Count > MostFiles ? $"more than {MostFiles} files" : null;

    /// <summary>The HTML of all body parts, or null when no part has any.</summary>
    public string? Html => _bodies.Any(static body => body.Html is not null)
        ? string.Join("<br>\n", _bodies.Select(static body => body.Html ?? AsHtml(body.Plain!)))
        : null;

    /// <summary>The plain text of all body parts; null when a part has HTML only.</summary>
    public string? Plain => _bodies.Count > 0 && _bodies.All(static body => !string.IsNullOrWhiteSpace(body.Plain))
        ? Cut(string.Join("\n\n", _bodies.Select(static body => body.Plain!.Trim('\r', '\n'))))
        : null;

    /// <summary>Walks the tree of a mail.</summary>
    /// <param name="mail">As parsed.</param>
    /// <param name="language">Of the mail, for the words of summaries; null when it does not tell.</param>
    public static MailParts Of(MimeMessage mail, string? language)
    {
        var parts = new MailParts(language);
        parts.Walk(mail.Body);
        if (parts is { _bodies.Count: 0, _files.Count: 0 } && mail.Body is Multipart { Preamble: { Length: > 0 } preamble })
        {
            // Its boundary is missing or never comes: all it has stands where a preamble would.
            parts._bodies.Add((Charsets.Clean(preamble), null));
        }
        parts._bodies.RemoveAll(static body => string.IsNullOrWhiteSpace(body.Plain) && string.IsNullOrWhiteSpace(body.Html));
        parts._bodies.AddRange(parts._appointments.Select(static appointment => ((string?)appointment, (string?)null)));
        return parts;
    }

    /// <summary>At most a million characters.</summary>
    public static string Cut(string text) => Charsets.Cut(text, LongestText);

    /// <summary>The decoded text of a part.</summary>
    public static string TextOf(MimePart part)
    {
        if (part.Content is null)
        {
            return "";
        }
        using var bytes = new MemoryStream();
        var isBase64 = part.Content.Encoding == ContentEncoding.Base64;
        if (isBase64)
        {
            part.Content.WriteTo(bytes);
        }
        else
        {
            part.Content.DecodeTo(bytes);
        }
        var content = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        var text = Charsets.Decode(isBase64 ? LooseBase64.Decode(content) : content, part.ContentType.Charset);
        return part is TextPart { IsFlowed: true } flowed ? Unflow(text, IsDeletingSpace(flowed)) : text;
    }

    // The line above a signature ends with a space and does not flow (RFC 3676, 4.3).
    private static string Unflow(string text, bool deletesSpace) =>
        string.Join("-- \n", SignatureLine().Split(text).Select(piece => new FlowedToText { DeleteSpace = deletesSpace }.Convert(piece)));

    // Recursion is bounded by the depth the parser allows.
    private void Walk(MimeEntity? entity)
    {
        switch (entity)
        {
            case null:
                break;
            case MultipartAlternative alternative:
                WalkAlternative(alternative);
                break;
            case Multipart multipart:
                foreach (var child in multipart)
                {
                    Walk(child);
                }
                break;
            case TextPart text when IsBody(text):
                _leaves.Add(text);
                _bodies.Add(text.IsHtml ? (null, TextOf(text)) : (TextOf(text), null));
                break;
            case TextPart calendar when calendar.ContentType.IsMimeType("text", "calendar"):
                _leaves.Add(calendar);
                _files.Add(calendar);
                if (AppointmentText.Of(TextOf(calendar), _language) is { } appointment)
                {
                    _appointments.Add(appointment);
                }
                break;
            case TnefPart tnef:
                _leaves.Add(tnef);
                _files.Add(tnef);
                AddContained(TnefFiles.Of(tnef));
                break;
            case MimePart part when HasNoType(part):
                _leaves.Add(part);
                _bodies.Add((TextOf(part), null));
                break;
            default:
                _leaves.Add(entity);
                _files.Add(entity);
                break;
        }
    }

    // Outlook's container repeats a text that stands beside it; alone it is the only one.
    private void AddContained(IReadOnlyList<MimeEntity> contained)
    {
        var forms = contained.OfType<TextPart>().Where(static form => form.IsPlain || form.IsHtml).Where(static form => string.IsNullOrEmpty(form.FileName)).ToList();
        _files.AddRange(contained.Except(forms));
        if (_bodies.Count == 0 && forms.Count > 0)
        {
            _bodies.Add((forms.Find(static form => form.IsPlain) is { } plain ? TextOf(plain) : null, forms.Find(static form => form.IsHtml) is { } html ? TextOf(html) : null));
        }
    }

    // The last form of each kind is the richest; HTML may lie inside a multipart/related with its images.
    private void WalkAlternative(MultipartAlternative alternative)
    {
        var before = _bodies.Count;
        foreach (var child in alternative)
        {
            Walk(child);
        }
        var forms = _bodies[before..];
        _bodies.RemoveRange(before, forms.Count);
        var plain = forms.LastOrDefault(static form => !string.IsNullOrWhiteSpace(form.Plain)).Plain;
        var html = forms.LastOrDefault(static form => !string.IsNullOrWhiteSpace(form.Html)).Html;
        if (plain is not null || html is not null)
        {
            _bodies.Add((plain, html));
        }
    }

    private static bool IsBody(TextPart text) =>
        (text.IsPlain || text.IsHtml) && text.ContentDisposition?.IsAttachment != true && string.IsNullOrEmpty(text.FileName);

    // What its sender calls by no type at all is text (RFC 2045, 5.2).
    private static bool HasNoType(MimePart part) =>
        part.Headers[HeaderId.ContentType]?.Contains('/', StringComparison.Ordinal) == false
        && part.ContentDisposition?.IsAttachment != true && string.IsNullOrEmpty(part.FileName);

    private static bool IsDeletingSpace(TextPart part) =>
        part.ContentType.Parameters.TryGetValue("delsp", out string? value) && value.Equals("yes", StringComparison.OrdinalIgnoreCase);

    private static string AsHtml(string plain) =>
        $"<div style=\"white-space:pre-wrap\">{System.Net.WebUtility.HtmlEncode(plain)}</div>";

    [GeneratedRegex("^-- \r?\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex SignatureLine();
}
