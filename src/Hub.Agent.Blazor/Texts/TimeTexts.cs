using System.Globalization;

namespace Hub.Agent.Blazor.Texts;

/// <summary>Instants as people say them.</summary>
public sealed record TimeTexts
{
    public required string Now { get; init; }
    public required string Minutes { get; init; }
    public required string Hours { get; init; }
    public required string Days { get; init; }
    public required string Today { get; init; }
    public required string Yesterday { get; init; }
    public required string DayOfYear { get; init; }
    public required string FullDay { get; init; }
    public required string Date { get; init; }

    public static TimeTexts English { get; } = new()
    {
        Now = "now",
        Minutes = "{0}m",
        Hours = "{0}h",
        Days = "{0}d",
        Today = "Today",
        Yesterday = "Yesterday",
        DayOfYear = "dddd, d MMMM",
        FullDay = "dddd, d MMMM yyyy",
        Date = "d MMM",
    };

    public static TimeTexts German { get; } = new()
    {
        Now = "jetzt",
        Minutes = "{0} Min",
        Hours = "{0} Std",
        Days = "{0} T",
        Today = "Heute",
        Yesterday = "Gestern",
        DayOfYear = "dddd, d. MMMM",
        FullDay = "dddd, d. MMMM yyyy",
        Date = "d. MMM",
    };

    /// <summary>Age in a few characters: now, 5m, 3h, 2d, then the date.</summary>
    public string Ago(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone, CultureInfo culture)
    {
        var age = now - at;
        return age switch
        {
            { TotalMinutes: < 1 } => Now,
            { TotalHours: < 1 } => string.Format(culture, Minutes, (int)age.TotalMinutes),
            { TotalDays: < 1 } => string.Format(culture, Hours, (int)age.TotalHours),
            { TotalDays: < 7 } => string.Format(culture, Days, (int)age.TotalDays),
            _ => TimeZoneInfo.ConvertTime(at, zone).ToString(Date, culture),
        };
    }

    /// <summary>Heading of a day.</summary>
    public string Day(DateOnly day, DateOnly today, CultureInfo culture) => day == today ? Today
        : day == today.AddDays(-1) ? Yesterday
        : day.ToString(day.Year == today.Year ? DayOfYear : FullDay, culture);
}
