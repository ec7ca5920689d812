using System.Globalization;

namespace Hub.Channels.Email.Reading;

/// <summary>Says in words what an invitation, its withdrawal or an answer to it is about (RFC 5545, RFC 5546). Nothing is accepted
/// and no calendar is kept.</summary>
internal static class AppointmentText
{
    private const int MostLines = 2000;
    private const int LongestValue = 500;

    private sealed record Words(string Request, string Cancel, string Reply, string Other, string When, string Where, string By);

    private static readonly Words English = new("Invitation", "Cancelled", "Answer to an invitation", "Appointment", "When", "Where", "By");
    private static readonly Words German = new("Einladung", "Abgesagt", "Antwort auf eine Einladung", "Termin", "Wann", "Wo", "Von");

    private sealed record Line(string Name, IReadOnlyList<string> Parameters, string Value)
    {
        public string? Parameter(string name) =>
            Parameters.FirstOrDefault(one => one.StartsWith($"{name}=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim('"');
    }

    /// <summary>The words, or null when there is no appointment in it.</summary>
    /// <param name="calendar">The decoded part.</param>
    /// <param name="language">Language tag; other than German is English.</param>
    public static string? Of(string calendar, string? language)
    {
        var lines = Unfold(calendar);
        var begin = lines.FindIndex(static line => line.Name == "BEGIN" && line.Value is "VEVENT" or "VTODO");
        if (begin < 0)
        {
            return null;
        }
        var end = lines.FindIndex(begin, line => line.Name == "END" && line.Value == lines[begin].Value);
        var appointment = lines[begin..(end < 0 ? lines.Count : end)];
        var words = language?.StartsWith("de", StringComparison.OrdinalIgnoreCase) == true ? German : English;
        var method = lines.Find(static line => line.Name == "METHOD")?.Value.ToUpperInvariant();
        var title = method switch { "REQUEST" => words.Request, "CANCEL" => words.Cancel, "REPLY" => words.Reply, _ => words.Other };
        var start = Find("DTSTART");
        var by = method == "REPLY" ? Find("ATTENDEE") : Find("ORGANIZER");
        return string.Join('\n', new[]
        {
            $"{title}: {Find("SUMMARY")?.Value}".TrimEnd(' ', ':'),
            start is null ? null : $"{words.When}: {Moment(start)}{(Find("DTEND") is { } until ? $" – {Moment(until)}" : "")}",
            Find("LOCATION") is { Value.Length: > 0 } place ? $"{words.Where}: {place.Value}" : null,
            by is null ? null : $"{words.By}: {by.Parameter("CN") ?? AddressOf(by.Value)}{(by.Parameter("PARTSTAT") is { } answer && method == "REPLY" ? $" ({answer.ToLowerInvariant()})" : "")}",
        }.OfType<string>());

        Line? Find(string name) => appointment.Find(line => line.Name == name);
    }

    // Lines go on where the next begins with white space (RFC 5545, 3.1).
    private static List<Line> Unfold(string calendar)
    {
        var folded = new List<string>();
        foreach (var line in calendar.ReplaceLineEndings("\n").Split('\n').Take(MostLines))
        {
            if (line is [' ' or '\t', ..] && folded.Count > 0)
            {
                folded[^1] = Charsets.Cut(folded[^1] + line[1..], LongestValue);
            }
            else
            {
                folded.Add(line);
            }
        }
        return [.. folded.Select(Read).OfType<Line>()];
    }

    private static Line? Read(string line)
    {
        var isQuoted = false;
        for (var at = 0; at < line.Length; at++)
        {
            isQuoted ^= line[at] == '"';
            if (line[at] == ':' && !isQuoted)
            {
                var head = line[..at].Split(';');
                return new Line(head[0].Trim().ToUpperInvariant(), head[1..], Unescape(Charsets.Cut(line[(at + 1)..].Trim(), LongestValue)));
            }
        }
        return null;
    }

    private static string Unescape(string value) => value
        .Replace("\\n", " ", StringComparison.OrdinalIgnoreCase).Replace("\\,", ",", StringComparison.Ordinal)
        .Replace("\\;", ";", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    private static string Moment(Line line)
    {
        string[] forms = ["yyyyMMdd'T'HHmmss'Z'", "yyyyMMdd'T'HHmmss", "yyyyMMdd"];
        var form = Array.FindIndex(forms, one => DateTime.TryParseExact(line.Value, one, CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        if (form < 0)
        {
            return line.Value;
        }
        var moment = DateTime.ParseExact(line.Value, forms[form], CultureInfo.InvariantCulture);
        var zone = form == 0 ? "UTC" : line.Parameter("TZID");
        return moment.ToString(form == 2 ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + (zone is null || form == 2 ? "" : $" ({zone})");
    }

    private static string AddressOf(string value) => value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? value[7..] : value;
}
