using Hub.Core.Inbound;
using Hub.Core.Outbound;
using MimeKit;

namespace Hub.Channels.Email.Reading.Reports;

/// <summary>Reads <c>message/delivery-status</c> (RFC 3464): every recipient with its own action, also where writers put blank lines
/// between the fields of one recipient, or none between those of several.</summary>
internal static class DeliveryStatusReader
{
    private const int LongestReason = 500;
    private const int MostRecipients = 200;
    private const string Original = "Original-Recipient";
    private const string Final = "Final-Recipient";
    private const string Action = "Action";

    /// <summary>The report; null when it names no recipient.</summary>
    public static MailReport.Delivery? Read(IReadOnlyList<MimeEntity> parts)
    {
        var recipients = parts.OfType<MessageDeliveryStatus>().SelectMany(static status => RecipientsIn(ReportReader.FieldsIn(() => status.StatusGroups))).Take(MostRecipients)
            .Select(Of).GroupBy(static one => one.Address, StringComparer.OrdinalIgnoreCase).Select(static same => same.MinBy(static one => one.Action)!).ToList();
        return recipients.Count == 0 ? null : new MailReport.Delivery(ReportReader.OriginalIdIn(parts), recipients);
    }

    private static List<Dictionary<string, string>> RecipientsIn(IEnumerable<HeaderList> groups)
    {
        var all = new List<Dictionary<string, string>>();
        Dictionary<string, string>? current = null;
        foreach (var group in groups)
        {
            if ((group.Contains(Original) || group.Contains(Final)) && (current is null || current.ContainsKey(Action) || current.ContainsKey(Final)))
            {
                all.Add(current = new(StringComparer.OrdinalIgnoreCase));
            }
            foreach (var field in group)
            {
                // A second recipient in one block begins where a field of the first would stand twice.
                if (current is not null && field.Field is var name && (name.Equals(Original, StringComparison.OrdinalIgnoreCase) || name.Equals(Final, StringComparison.OrdinalIgnoreCase))
                    && (current.ContainsKey(name) || (current.ContainsKey(Action) && current.ContainsKey(Final))))
                {
                    all.Add(current = new(StringComparer.OrdinalIgnoreCase));
                }
                current?.TryAdd(field.Field, field.Value);
            }
        }
        return all;
    }

    private static RecipientReport Of(Dictionary<string, string> fields)
    {
        var reason = fields.GetValueOrDefault("Diagnostic-Code")?.ReplaceLineEndings(" ").Trim();
        reason = reason is { Length: > LongestReason } ? reason[..LongestReason] : reason is { Length: 0 } ? null : reason;
        var status = fields.GetValueOrDefault("Status")?.Trim().Split(' ', '(')[0];
        return new RecipientReport(
            ReportReader.AddressIn(fields.GetValueOrDefault(Original) ?? fields.GetValueOrDefault(Final)),
            ActionOf(fields.GetValueOrDefault(Action)),
            // "5.0.0" says no more than "failed"; the server's own words often do.
            status is null or "" or "5.0.0" or "5.5.0" or "4.0.0" ? EnhancedStatus.FindIn(reason) ?? status : status, reason);
    }

    private static ReportedAction ActionOf(string? action) => action?.Trim().Split(' ', '(', ';')[0].ToLowerInvariant() switch
    {
        "delayed" => ReportedAction.Delayed,
        "delivered" => ReportedAction.Delivered,
        "relayed" => ReportedAction.Relayed,
        "expanded" => ReportedAction.Expanded,
        _ => ReportedAction.Failed,
    };
}
