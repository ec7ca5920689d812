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
            return ReadComplaint(FieldsOf(() => feedback.Fields), parts);
        }
        if (parts.OfType<MessageDispositionNotification>().FirstOrDefault() is { } disposition)
        {
            return ReadDisposition(FieldsOf(() => disposition.Fields));
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

    /// <summary>What a machine wrote into a report, as far as it can be read; nothing where it cannot.</summary>
    internal static IEnumerable<HeaderList> FieldsIn(Func<IEnumerable<HeaderList>> read)
    {
        try
        {
            return [.. read()];
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private static HeaderList FieldsOf(Func<HeaderList> read) => FieldsIn(() => [read()]).FirstOrDefault() ?? [];

    private static MailReport.Complaint ReadComplaint(HeaderList fields, IReadOnlyList<MimeEntity> parts) => new(
        OriginalIdIn(parts),
        [.. fields.Where(static field => field.Field.Equals("Original-Rcpt-To", StringComparison.OrdinalIgnoreCase))
            .Select(static field => AddressIn(field.Value)).OfType<string>()],
        fields["Feedback-Type"]?.Trim() is { Length: > 0 and <= 100 } type ? type.ToLowerInvariant() : "abuse");

    private static MailReport.Disposition ReadDisposition(HeaderList fields) => new(
        fields["Original-Message-ID"] is { } id ? MimeUtils.ParseMessageId(id) : null,
        AddressIn(fields["Original-Recipient"] ?? fields["Final-Recipient"]),
        // "automatic-action/MDN-sent-automatically; displayed"
        fields["Disposition"]?.Split(';') is [_, var what, ..] && what.Trim().Split('/')[0].Equals("displayed", StringComparison.OrdinalIgnoreCase));
}
