namespace Hub.Channels.Email;

/// <summary>How long steps with a mail server may take before its connection is given up.</summary>
public sealed record MailTimeouts
{
    /// <summary>Connecting and signing in.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>One command; while a mail comes, the silence between two pieces of it.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Fetching one mail, however steadily it comes.</summary>
    public TimeSpan Mail { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Sending one mail.</summary>
    public TimeSpan Send { get; init; } = TimeSpan.FromMinutes(3);
}
