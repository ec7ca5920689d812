namespace Hub.Bench.Faults;

/// <summary>What was found after a fault run.</summary>
public sealed record FaultReport
{
    /// <summary>Messages and mails whose receipt was confirmed.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>How often a message had to be sent again because its fate was unknown.</summary>
    public required int Repeated { get; init; }

    /// <summary>Times the process was killed while messages were under way.</summary>
    public required int Kills { get; init; }

    /// <summary>Longest time from a kill until the server was ready again.</summary>
    public required TimeSpan SlowestReturn { get; init; }

    /// <summary>Markers of acknowledged messages that are nowhere.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>Markers that are there more than once.</summary>
    public required IReadOnlyList<string> Doubled { get; init; }

    /// <summary>Visitors whose messages do not stand in the order they wrote them, with gapless numbers.</summary>
    public required IReadOnlyList<string> OutOfOrder { get; init; }

    /// <summary>Exit code of <c>check</c>; 0 when every invariant of the stored data holds.</summary>
    public required int CheckExitCode { get; init; }

    /// <summary>What <c>check</c> said.</summary>
    public required string CheckOutput { get; init; }

    public bool IsClean => Lost.Count == 0 && Doubled.Count == 0 && OutOfOrder.Count == 0 && CheckExitCode == 0;
}
