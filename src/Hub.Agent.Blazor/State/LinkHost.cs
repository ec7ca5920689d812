using System.Net;
using System.Text.RegularExpressions;

namespace Hub.Agent.Blazor.State;

/// <summary>Where a link really leads, when its words name another place.</summary>
internal static class LinkHost
{
    private const int LongestWords = 2000;

    // Endings of files that look like the ends of hosts.
    private static readonly string[] FileEndings = [".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".zip", ".png", ".jpg", ".jpeg", ".gif", ".txt", ".html", ".htm", ".eml"];

    private static readonly Regex Tags = new("<[^>]*>", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly Regex Hosts = new(
        @"(?:^|[^\p{L}\p{N}.@-])((?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+\p{L}{2,24})", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>The host of a link as it is looked up (letters of other scripts as <c>xn--…</c>); null when its words do not name
    /// another one.</summary>
    /// <param name="href">Escaped value.</param>
    /// <param name="words">HTML between the tags.</param>
    public static string? Differing(string href, string words)
    {
        if (words.Length > LongestWords || !Uri.TryCreate(WebUtility.HtmlDecode(href), UriKind.Absolute, out var target)
            || target.Scheme is not ("http" or "https"))
        {
            return null;
        }
        var text = WebUtility.HtmlDecode(Tags.Replace(words, ""));
        var real = target.IdnHost;
        return Hosts.Matches(text).Select(static match => match.Groups[1].Value)
            .Any(named => !FileEndings.Any(ending => named.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) && !IsSame(named, real))
            ? real
            : null;
    }

    private static bool IsSame(string named, string real)
    {
        var (one, other) = (Bare(named), Bare(real));
        return one.Equals(other, StringComparison.OrdinalIgnoreCase) || other.EndsWith($".{one}", StringComparison.OrdinalIgnoreCase);
    }

    private static string Bare(string host)
    {
        // A host in other letters than it is looked up by names that place only when its ASCII form does.
        var ascii = Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var url) ? url.IdnHost : host;
        return ascii.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? ascii[4..] : ascii;
    }
}
