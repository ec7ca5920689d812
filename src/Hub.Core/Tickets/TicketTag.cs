using System.Text.RegularExpressions;

namespace Hub.Core.Tickets;

/// <summary>The ticket number as it stands in mail subjects: <c>[Hub#123456]</c>.</summary>
public sealed class TicketTag
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private readonly string _prefix;
    private readonly Regex _pattern;

    /// <summary>Tags with the given prefix; null or empty takes <c>Hub</c>.</summary>
    /// <param name="prefix">Letters, digits, '-', ' ' or '.'; at most 30 characters.</param>
    public TicketTag(string? prefix = null)
    {
        _prefix = string.IsNullOrWhiteSpace(prefix) ? "Hub" : prefix.Trim();
        _pattern = new Regex($@"\[\s*{Regex.Escape(_prefix)}\s*#\s*([0-9]{{1,18}})\s*\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
    }

    /// <summary>The tag of a ticket.</summary>
    public string Of(string number) => $"[{_prefix}#{number}]";

    /// <summary>The first ticket number in a subject, or null.</summary>
    public string? FindIn(string subject) => _pattern.Match(subject) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>The subject without any tag, without the gaps they leave.</summary>
    public string RemoveFrom(string subject) => string.Join(' ', _pattern.Replace(subject, " ").Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Subject of an answer: one <c>Re:</c>, one tag, then the bare subject.</summary>
    public string Answering(string number, string subject)
    {
        var bare = RemoveFrom(subject);
        while (AnswerPrefix(bare) is var length and > 0)
        {
            bare = bare[length..].TrimStart();
        }
        return $"Re: {Of(number)} {bare}".TrimEnd();
    }

    // What mail programs put before an answered subject, in the languages they do it in.
    private static int AnswerPrefix(string subject)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["re:", "aw:", "antw:", "antwort:", "sv:", "rv:", "res:", "r:", "odp:", "vs:", "回复:", "回复："])
        {
            if (subject.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return prefix.Length;
            }
        }
        return 0;
    }
}
