namespace Hub.Bench.Faults;

/// <summary>How much a fault run sends and how often the server dies under it.</summary>
/// <param name="Visitors">Visitors who write at the same time.</param>
/// <param name="MessagesEach">Messages of each visitor.</param>
/// <param name="Mails">Mails handed in beside them, one after the other.</param>
/// <param name="Kills">How often the process is killed (SIGKILL) while they write.</param>
/// <param name="Seed">Of the instants at which it is killed.</param>
public sealed record FaultPlan(int Visitors, int MessagesEach, int Mails, int Kills, int Seed)
{
    /// <summary>The size at which results are published: over 10,000 messages, ten kills.</summary>
    public static FaultPlan Full(int seed) => new(50, 200, 400, 10, seed);

    /// <summary>The size for every build.</summary>
    public static FaultPlan Reduced(int seed) => new(10, 60, 40, 3, seed);

    /// <summary>Pause between a visitor's messages, so that the writing outlasts the kills.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);

    public int Messages => (Visitors * MessagesEach) + Mails;
}
