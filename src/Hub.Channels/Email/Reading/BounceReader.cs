using Hub.Core.Inbound;
using MimeKit;
using MimeKit.Utils;

namespace Hub.Channels.Email.Reading;

/// <summary>Reads delivery reports: RFC 3464, and the header that Exim and Gmail add instead.</summary>
public static class BounceReader
{
    private const int LongestReason = 500;

    /// <summary>The report, or null when the mail is none.</summary>
    public static BounceReport? Read(MimeMessage mail)
    {
        if (mail.Body is MultipartReport { ReportType: { } type } report && type.Equals("delivery-status", StringComparison.OrdinalIgnoreCase))
        {
            return ReadReport(report);
        }
        return mail.Headers["X-Failed-Recipients"] is { Length: > 0 } failed
            ? new BounceReport(mail.InReplyTo, [.. failed.Split(',').Select(static address => address.Trim())], "failed", null, mail.Subject)
            : null;
    }

    private static BounceReport ReadReport(MultipartReport report)
    {
        var groups = report.OfType<MessageDeliveryStatus>().SelectMany(static status => status.StatusGroups)
            .Where(static group => group["Final-Recipient"] is not null || group["Original-Recipient"] is not null).ToList();
        // The worst recipient decides; reports on several are rare.
        var worst = groups.FirstOrDefault(static group => ActionOf(group) == "failed") ?? groups.FirstOrDefault();
        var recipients = groups.Where(group => ActionOf(group) == (worst is null ? "failed" : ActionOf(worst)))
            .Select(static group => AddressOf(group["Original-Recipient"] ?? group["Final-Recipient"])).OfType<string>().Distinct().ToList();
        var reason = worst?["Diagnostic-Code"];
        return new BounceReport(OriginalId(report), recipients, worst is null ? "failed" : ActionOf(worst), worst?["Status"]?.Split(' ')[0],
            reason is { Length: > LongestReason } ? reason[..LongestReason] : reason);
    }

    private static string ActionOf(HeaderList group) => group["Action"]?.Trim().Split(' ')[0].ToLowerInvariant() ?? "failed";

    // "rfc822; name@host"
    private static string? AddressOf(string? field) => field is null ? null : field[(field.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim().Trim('<', '>');

    private static string? OriginalId(MultipartReport report)
    {
        foreach (var part in report)
        {
            switch (part)
            {
                case MessagePart { Message: { } original }:
                    return original.MessageId;
                case TextPart text when text.ContentType.IsMimeType("text", "rfc822-headers"):
                    return HeaderValue(MailParts.TextOf(text), "Message-ID:");
            }
        }
        return null;
    }

    private static string? HeaderValue(string headers, string name)
    {
        var line = headers.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        return line is null ? null : MimeUtils.ParseMessageId(line[name.Length..]);
    }
}
