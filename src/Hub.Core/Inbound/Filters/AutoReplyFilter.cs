namespace Hub.Core.Inbound.Filters;

/// <summary>Mail that says of itself that a machine wrote it (RFC 3834, 2 and 5).</summary>
public static class AutoReplyFilter
{
    /// <summary>A verdict for automatic mail, null for everything else.</summary>
    public static FilterVerdict? Judge(InboundMessage message, FilterContext context) => message.AutomaticSigns.Count > 0
        ? new FilterVerdict.Machine(TrayCause.Automatic, $"Automatic mail: {string.Join(", ", message.AutomaticSigns.Take(3))}.")
        : null;
}
