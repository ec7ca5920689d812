using System.Text.RegularExpressions;
using MimeKit.Utils;

namespace Hub.Channels.Email.Reading;

/// <summary>The ids in In-Reply-To and References, also where a program wrote other things between them.</summary>
internal static partial class MessageIds
{
    /// <summary>In the order of the header, without angle brackets.</summary>
    public static IReadOnlyList<string> In(string header)
    {
        List<string> bracketed = [.. Bracketed().Matches(header).Select(static match => match.Groups[1].Value)];
        return [.. MimeUtils.EnumerateReferences(header).Except(bracketed), .. bracketed];
    }

    [GeneratedRegex(@"<([^<>\s]{1,998})>", RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();
}
