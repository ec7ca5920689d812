using System.Globalization;

namespace Hub.Core.Queues;

/// <summary>Working hours as one line for customers: <c>Mon–Fri 09:00–17:00, Sat 10:00–12:00 (Europe/Berlin)</c>.</summary>
internal static class HoursText
{
    private static readonly DayOfWeek[] Week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <summary>The line; "" for hours without any span. Days that follow each other with the same hours are written as one stretch.</summary>
    /// <param name="hours">Null for always, which has no line: "".</param>
    /// <param name="language">Of the names of days; an unknown one takes English.</param>
    public static string Of(WorkingHours? hours, string? language)
    {
        if (hours is null)
        {
            return "";
        }
        var days = NamesOf(language);
        var stretches = new List<(int First, int Last, string Times)>();
        for (var day = 0; day < Week.Length; day++)
        {
            var times = string.Join(" + ", hours.Spans.Where(span => span.Day == Week[day]).OrderBy(static span => span.From)
                .Select(static span => $"{span.From:HH\\:mm}–{(span.Until == TimeOnly.MinValue ? "24:00" : span.Until.ToString("HH\\:mm", CultureInfo.InvariantCulture))}"));
            if (stretches is [.., var last] && last.Times == times && last.Last == day - 1)
            {
                stretches[^1] = last with { Last = day };
            }
            else
            {
                stretches.Add((day, day, times));
            }
        }
        var parts = stretches.Where(static stretch => stretch.Times.Length > 0)
            .Select(stretch => $"{NameOf(days, stretch.First)}{(stretch.First == stretch.Last ? "" : $"–{NameOf(days, stretch.Last)}")} {stretch.Times}");
        return string.Join(", ", parts) is { Length: > 0 } line ? $"{line} ({hours.TimeZone})" : "";
    }

    private static string NameOf(DateTimeFormatInfo days, int day) => days.GetAbbreviatedDayName(Week[day]).TrimEnd('.');

    private static DateTimeFormatInfo NamesOf(string? language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language ?? "en", predefinedOnly: true).DateTimeFormat;
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.GetCultureInfo("en").DateTimeFormat;
        }
    }
}
