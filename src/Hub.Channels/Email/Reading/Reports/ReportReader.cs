using Hub.Core.Inbound;
using MimeKit;
using MimeKit.Utils;

namespace Hub.Channels.Email.Reading.Reports;

/// <summary>Recognises reports on other mails: of delivery (RFC 3464 and what is sent instead), abuse (RFC 5965), reading (RFC 8098).</summary>
public static class ReportReader
{
    /// <summary>The report, or null when the mail is none.</summary>
    /// <param name="mail">As parsed.</param>
    /// <param name="text">Its body as plain text.</param>
    /// <param name="isFromMailSystem">Whether its sender is a mail system: only then its words alone make it a report.</param>
    public static MailReport? Read(MimeMessage mail, string text, bool isFromMailSystem)
    {
        var parts = mail.BodyParts.ToList();
        if (parts.OfType<MessageDeliveryStatus>().Any() && DeliveryStatusReader.Read(parts) is { } delivery)
        {
            return delivery;
        }
        if (parts.OfType<MessageFeedbackReport>().FirstOrDefault() is { } feedback)
        {
            return ReadComplaint(feedback, parts);
        }
        if (parts.OfType<MessageDispositionNotification>().FirstOrDefault() is { } disposition)
        {
            return ReadDisposition(disposition);
        }
        return TextBounceReader.Read(mail, text, isFromMailSystem);
    }

    /// <summary>The Message-ID of the mail that a report carries, whole or by its headers; null when it carries none.</summary>
    internal static string? OriginalIdIn(IReadOnlyList<MimeEntity> parts) => parts.OfType<MessagePart>()
        .Select(static part => part.Message?.MessageId).FirstOrDefault(static id => id is not null)
        ?? parts.OfType<TextPart>().Where(static part => part.ContentType.IsMimeType("text", "rfc822-headers"))
            .Select(static part => TextBounceReader.OriginalIdIn(MailParts.TextOf(part))).FirstOrDefault(static id => id is not null);

    /// <summary>The address in <c>rfc822; name@host</c>; null for none.</summary>
    internal static string? AddressIn(string? field)
    {
        var address = field?[(field.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim().Trim('<', '>');
        return address is { Length: > 0 and <= 320 } ? address : null;
    }

    private static MailReport.Complaint ReadComplaint(MessageFeedbackReport feedback, IReadOnlyList<MimeEntity> parts) => new(
        OriginalIdIn(parts),
        [.. feedback.Fields.Where(static field => field.Field.Equals("Original-Rcpt-To", StringComparison.OrdinalIgnoreCase))
            .Select(static field => AddressIn(field.Value)).OfType<string>()],
        feedback.Fields["Feedback-Type"]?.Trim() is { Length: > 0 and <= 100 } type ? type.ToLowerInvariant() : "abuse");

    private static MailReport.Disposition ReadDisposition(MessageDispositionNotification notification) => new(
        notification.Fields["Original-Message-ID"] is { } id ? MimeUtils.ParseMessageId(id) : null,
        AddressIn(notification.Fields["Original-Recipient"] ?? notification.Fields["Final-Recipient"]),
        // "automatic-action/MDN-sent-automatically; displayed"
        notification.Fields["Disposition"]?.Split(';') is [_, var what, ..] && what.Trim().Split('/')[0].Equals("displayed", StringComparison.OrdinalIgnoreCase));
}
