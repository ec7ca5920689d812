namespace Hub.Core.AutomaticMails;

/// <summary>How much mail Hub writes by itself.</summary>
public sealed record AutomaticMailLimits
{
    /// <summary>Automatic mails of one queue within a minute; one more pauses them until somebody lets them go on.</summary>
    public int PerQueueAndMinute { get; init; } = 6_000;
}
