using System.Diagnostics;

namespace Hub.Bench.Relay;

/// <summary>Messages that reached an agent within a time, and what the server spent on them.</summary>
public readonly record struct TimedPart(long StartedAt, long Messages, TimeSpan Processor, TimeSpan Elapsed)
{
    public double PerSecond => Messages / Elapsed.TotalSeconds;

    public double ProcessorMicroseconds => Processor.TotalMicroseconds / Messages;

    public static TimedPart Begin(RelayCourse course, Func<TimeSpan> processorTime) =>
        new(Stopwatch.GetTimestamp(), course.Received, processorTime(), TimeSpan.Zero);

    public TimedPart End(RelayCourse course, Func<TimeSpan> processorTime) => this with
    {
        Messages = course.Received - Messages,
        Processor = processorTime() - Processor,
        Elapsed = Stopwatch.GetElapsedTime(StartedAt),
    };
}
