namespace Hub.Server.Realtime;

/// <summary>How much one client may do. Settings <c>Hub__Limits__*</c>.</summary>
public sealed record RealtimeLimits
{
    /// <summary>Calls a visitor's connection may make at once before <see cref="CallsPerSecond"/> counts.</summary>
    public int CallBurst { get; init; } = 30;

    /// <summary>Calls a second that a connection earns back.</summary>
    public int CallsPerSecond { get; init; } = 10;

    /// <summary>As <see cref="CallBurst"/>, for agents.</summary>
    public int AgentCallBurst { get; init; } = 500;

    /// <summary>As <see cref="CallsPerSecond"/>, for agents.</summary>
    public int AgentCallsPerSecond { get; init; } = 100;

    /// <summary>Connections that may begin at once before <see cref="HandshakesPerSecond"/> counts; for the whole process.</summary>
    public int HandshakeBurst { get; init; } = 200;

    /// <summary>Connections a second that may begin; the rest is told to come again.</summary>
    public int HandshakesPerSecond { get; init; } = 300;

    /// <summary>Widget sessions that may be starting at once; while there are more, no further connection begins. For the whole process.</summary>
    public int StartsAtOnce { get; init; } = 100;

    /// <summary>New visitors and new tickets a minute from one address. Loopback is a proxy or a developer and not limited.</summary>
    public int VisitorsPerMinute { get; init; } = 60;

    /// <summary>Files a minute from one visitor.</summary>
    public int FilesPerMinute { get; init; } = 30;

    /// <summary>Largest file, in bytes.</summary>
    public long FileBytes { get; init; } = 25 * 1024 * 1024;

    /// <summary>Events that wait for a slow connection before it is dropped; its client comes back and asks for what it missed.</summary>
    public int WaitingEvents { get; init; } = 256;
}
