namespace Hub.Agent.Blazor.State;

/// <summary>A tag in HTML that Hub's sanitiser wrote: text is escaped there and values stand in double quotes, so that every
/// <c>&lt;</c> begins a tag and a value ends at the next quote.</summary>
/// <param name="Name">As written, in lower case by the sanitiser.</param>
/// <param name="IsEnd">An end tag.</param>
/// <param name="Start">Place of its <c>&lt;</c>.</param>
/// <param name="End">Place behind its <c>&gt;</c>.</param>
internal sealed record MarkupTag(string Name, bool IsEnd, int Start, int End)
{
    /// <summary>Name and escaped value, in order.</summary>
    public IReadOnlyList<(string Name, string Value)> Attributes { get; init; } = [];

    /// <summary>An attribute's escaped value; null without it.</summary>
    public string? this[string name] => Attributes.FirstOrDefault(pair => pair.Name == name) is { Name: not null } found ? found.Value : null;

    /// <summary>All tags in order; linear in the length, whatever the text is.</summary>
    public static IEnumerable<MarkupTag> Of(string html)
    {
        var at = 0;
        while ((at = html.IndexOf('<', at)) >= 0)
        {
            var start = at++;
            var isEnd = at < html.Length && html[at] == '/';
            at += isEnd ? 1 : 0;
            var name = TakeName(html, ref at);
            if (name.Length == 0)
            {
                continue;
            }
            var attributes = new List<(string, string)>();
            while (at < html.Length && html[at] != '>')
            {
                var attribute = TakeName(html, ref at);
                if (attribute.Length == 0)
                {
                    at++;
                }
                else if (at + 1 < html.Length && html[at] == '=' && html[at + 1] == '"')
                {
                    var value = at + 2;
                    var close = html.IndexOf('"', value);
                    at = close < 0 ? html.Length : close + 1;
                    attributes.Add((attribute, html[value..(close < 0 ? html.Length : close)]));
                }
            }
            at = Math.Min(at + 1, html.Length);
            yield return new MarkupTag(name, isEnd, start, at) { Attributes = attributes };
        }
    }

    private static string TakeName(string html, ref int at)
    {
        var start = at;
        while (at < html.Length && (char.IsAsciiLetterOrDigit(html[at]) || html[at] is '-' or '_' or ':'))
        {
            at++;
        }
        return html[start..at];
    }
}
