using Hub.Bench.Figures;

namespace Hub.Bench.Relay;

/// <summary>One server under one number of visitors.</summary>
/// <param name="Closed">As fast as it goes.</param>
/// <param name="Paced">At the fixed rate that both servers get.</param>
/// <param name="Missing">Acknowledged messages no agent got.</param>
public sealed record RelayResult(TimedPart Closed, TimedPart Paced, Latencies PacedLatency, long Missing);
