using MimeKit;
using MimeKit.Text;
using MimeKit.Tnef;

namespace Hub.Channels.Email.Reading;

/// <summary>Text, HTML and files of a mail, found by one walk over its parts.</summary>
public sealed class MailParts
{
    /// <summary>More parts than this are an attack.</summary>
    public const int MostParts = 1000;

    private const int MostFiles = 200;
    private const int LongestText = 1_000_000;
    private readonly List<(string? Plain, string? Html)> _bodies = [];
    private readonly List<MimeEntity> _files = [];
    private readonly List<MimeEntity> _leaves = [];
    private int _parts;

    private MailParts()
    {
    }

    /// <summary>All leaves in their order, for the identity of the mail.</summary>
    public IReadOnlyList<MimeEntity> Leaves => _leaves;

    /// <summary>What is not body, in order.</summary>
    public IReadOnlyList<MimeEntity> Files => _files;

    /// <summary>Why the mail cannot be taken as it is; null when it can.</summary>
    public string? Problem => _parts > MostParts ? $"more than {MostParts} parts" : _files.Count > MostFiles ? $"more than {MostFiles} files" : null;

    /// <summary>The HTML of all body parts, or null when no part has any.</summary>
    public string? Html => _bodies.Any(static body => body.Html is not null)
        ? string.Join("<br>\n", _bodies.Select(static body => body.Html ?? AsHtml(body.Plain!)))
        : null;

    /// <summary>The plain text of all body parts; null when a part has HTML only.</summary>
    public string? Plain => _bodies.Count > 0 && _bodies.All(static body => !string.IsNullOrWhiteSpace(body.Plain))
        ? Cut(string.Join("\n\n", _bodies.Select(static body => body.Plain!.Trim('\r', '\n'))))
        : null;

    /// <summary>Walks the tree of a mail.</summary>
    public static MailParts Of(MimeMessage mail)
    {
        var parts = new MailParts();
        parts.Walk(mail.Body);
        return parts;
    }

    /// <summary>At most a million characters.</summary>
    public static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];

    /// <summary>The decoded text of a part.</summary>
    public static string TextOf(TextPart part)
    {
        if (part.Content is null)
        {
            return "";
        }
        using var bytes = new MemoryStream();
        part.Content.DecodeTo(bytes);
        var text = Charsets.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), part.ContentType.Charset);
        return part.IsFlowed ? new FlowedToText { DeleteSpace = IsDeletingSpace(part) }.Convert(text) : text;
    }

    // Recursion is bounded by the depth the parser allows.
    private void Walk(MimeEntity? entity)
    {
        if (entity is null || ++_parts > MostParts)
        {
            return;
        }
        switch (entity)
        {
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
            case TnefPart tnef:
                _leaves.Add(tnef);
                _files.Add(tnef);
                _files.AddRange(TnefFiles.Of(tnef));
                break;
            default:
                _leaves.Add(entity);
                _files.Add(entity);
                break;
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

    private static bool IsDeletingSpace(TextPart part) =>
        part.ContentType.Parameters.TryGetValue("delsp", out string? value) && value.Equals("yes", StringComparison.OrdinalIgnoreCase);

    private static string AsHtml(string plain) =>
        $"<div style=\"white-space:pre-wrap\">{System.Net.WebUtility.HtmlEncode(plain)}</div>";
}
