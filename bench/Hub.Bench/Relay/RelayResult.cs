using Hub.Bench.Figures;

namespace Hub.Bench.Relay;

/// <summary>One server under one number of visitors.</summary>
/// <param name="Closed">As fast as it goes.</param>
/// <param name="Paced">At the fixed rate that both servers get.</param>
/// <param name="Missing">Acknowledged messages no agent got.</param>
/// <param name="Rest">What it took afterwards until the server had nothing left to do (Hub: its search index).</param>
/// <param name="WarmUp">How long it wrote before, until the runtime had compiled what is used most.</param>
public sealed record RelayResult(
    TimedPart Closed, TimedPart Paced, Latencies PacedLatency, long Missing, TimeSpan Rest = default, TimeSpan WarmUp = default);
