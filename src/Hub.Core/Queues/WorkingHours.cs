namespace Hub.Core.Queues;

/// <summary>When a queue is answered, week by week.</summary>
/// <param name="TimeZone">IANA name, for example <c>Europe/Berlin</c>.</param>
/// <param name="Spans">Local times; several on one day for split shifts, none at all for never.</param>
public sealed record WorkingHours(string TimeZone, IReadOnlyList<WorkingSpan> Spans)
{
    private const int MostSpans = 50;

    /// <summary>Whether somebody is at work at an instant.</summary>
    public bool IncludesInstant(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));
        var time = TimeOnly.FromDateTime(local.DateTime);
        return Spans.Any(span => span.Day == local.DayOfWeek && span.From <= time && (time < span.Until || span.Until == TimeOnly.MinValue));
    }

    /// <summary>What is wrong with them, for people; null when nothing is.</summary>
    internal string? Problem()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone ?? "", out _))
        {
            return $"There is no time zone '{TimeZone}'.";
        }
        if (Spans is null || Spans.Count > MostSpans || Spans.Any(static span => span is null))
        {
            return $"At most {MostSpans} spans, each with day, from and until.";
        }
        return Spans.FirstOrDefault(static span => span.Until != TimeOnly.MinValue && span.From >= span.Until) is { } wrong
            ? $"{wrong.From:HH\\:mm} is not before {wrong.Until:HH\\:mm}."
            : null;
    }
}

/// <summary>A stretch of work within one day.</summary>
/// <param name="Day">Day of the week.</param>
/// <param name="From">First minute.</param>
/// <param name="Until">First minute after it; 00:00 for the end of the day.</param>
public sealed record WorkingSpan(DayOfWeek Day, TimeOnly From, TimeOnly Until);
