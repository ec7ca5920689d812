using System.Net;
using System.Text;
using Hub.Channels.Email.Reading;
using Hub.Core.Tickets;
using MimeKit;

namespace Hub.Channels.Email.Sending;

/// <summary>Text, HTML and files of an outgoing mail.</summary>
internal static class ReplyBody
{
    private const int LongestQuote = 20_000;

    /// <summary>Plain text always; HTML beside it when the message has any. The answered message stands quoted below.</summary>
    public static MimeEntity Of(Composition input)
    {
        var message = input.Outbound.Message;
        var isAutomatic = message.MessageKind == MessageKind.Activity;
        var signature = isAutomatic ? null : input.Outbound.Signature ?? input.Settings.Signature;
        var quoted = isAutomatic ? null : input.Answered;
        var builder = new BodyBuilder { TextBody = Plain(message.Text, signature, quoted) };
        if (message.Html is { } html)
        {
            builder.HtmlBody = Html(html, signature, quoted);
        }
        foreach (var file in input.Files)
        {
            var isInline = file.Reference is { IsInline: true, ContentId: not null } && message.Html is not null;
            (isInline ? builder.LinkedResources : builder.Attachments).Add(Part(file, isInline));
        }
        return builder.ToMessageBody();
    }

    private static MimePart Part(OutgoingFile file, bool isInline)
    {
        var type = ContentType.TryParse(file.Reference.MediaType, out var parsed) ? parsed : new ContentType("application", "octet-stream");
        return new MimePart(type)
        {
            // Streamed from the blob while the mail is sent.
            Content = new MimeContent(file.Content),
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new ContentDisposition(isInline ? ContentDisposition.Inline : ContentDisposition.Attachment),
            FileName = file.Reference.Name,
            ContentId = isInline ? file.Reference.ContentId : null,
        };
    }

    private static string Plain(string text, string? signature, Message? answered)
    {
        var body = new StringBuilder(text.ReplaceLineEndings("\r\n").TrimEnd());
        if (!string.IsNullOrWhiteSpace(signature))
        {
            // RFC 3676, 4.3
            body.Append("\r\n\r\n-- \r\n").Append(signature.ReplaceLineEndings("\r\n").Trim());
        }
        if (answered is not null)
        {
            body.Append("\r\n\r\n").Append(Introduction(answered)).Append("\r\n\r\n");
            foreach (var line in QuoteOf(answered).ReplaceLineEndings("\n").Split('\n'))
            {
                body.Append(line.StartsWith('>') ? ">" : "> ").Append(line).Append("\r\n");
            }
        }
        return body.Append("\r\n").ToString();
    }

    private static string Html(string html, string? signature, Message? answered)
    {
        // The class is how Hub knows its own words again when they come back quoted, whatever the mail program made of them.
        var body = new StringBuilder($"<div class=\"{QuoteMarkup.OwnReply}\"><div>").Append(html).Append("</div>");
        if (!string.IsNullOrWhiteSpace(signature))
        {
            body.Append("<div><br>-- <br>").Append(Encode(signature)).Append("</div>");
        }
        if (answered is not null)
        {
            // The stored HTML is sanitised; only that may be passed on.
            body.Append("<div class=\"gmail_quote\"><div class=\"gmail_attr\">").Append(Encode(Introduction(answered)))
                .Append("</div><blockquote type=\"cite\" style=\"margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex\">")
                .Append(answered.Html is { Length: <= LongestQuote } quoted ? quoted : Encode(QuoteOf(answered)))
                .Append("</blockquote></div>");
        }
        return body.Append("</div>").ToString();
    }

    private static string QuoteOf(Message answered)
    {
        var text = answered.VisibleText ?? answered.Text;
        return (text.Length <= LongestQuote ? text : text[..LongestQuote]).Trim();
    }

    private static string Introduction(Message answered)
    {
        var who = answered.Author.Address is { } address && address != answered.Author.Name ? $"{answered.Author.Name} <{address}>" : answered.Author.Name;
        var isGerman = answered.Language?.StartsWith("de", StringComparison.OrdinalIgnoreCase) == true;
        return isGerman
            ? $"Am {answered.OccurredAt:dd.MM.yyyy} um {answered.OccurredAt:HH:mm} (UTC) schrieb {who}:"
            : $"On {answered.OccurredAt:yyyy-MM-dd} at {answered.OccurredAt:HH:mm} (UTC), {who} wrote:";
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text).ReplaceLineEndings("<br>");
}
