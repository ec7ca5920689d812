using System.Text.RegularExpressions;

namespace Hub.Core.Outbound;

/// <summary>Enhanced mail system status codes (RFC 3463), such as <c>5.1.1</c>.</summary>
public static partial class EnhancedStatus
{
    // RFC 3463, 3.2: no such mailbox, host, or address, the mailbox moved; RFC 7505, 4.2: a domain that takes no mail.
    private static readonly HashSet<string> NoSuchAddress = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"];

    private static readonly string[] NoSuchAddressWords =
    [
        "user unknown", "unknown user", "no such user", "no such recipient", "no such mailbox", "unknown recipient", "recipient unknown", "no mailbox here",
        "does not exist", "doesn't exist", "recipient not found", "recipnotfound", "address not found", "couldn't be found", "mailbox not found", "invalid recipient",
    ];

    /// <summary>Whether a failure with that code will never end: the address itself is wrong. Null is not.</summary>
    public static bool IsHard(string? status) => status is not null && NoSuchAddress.Contains(status);

    /// <summary>The first code in what a mail server said, or <c>5.1.1</c> where it says in words that there is no such address; null
    /// when it says neither.</summary>
    public static string? FindIn(string? text)
    {
        if (text is null)
        {
            return null;
        }
        var match = Code().Match(text);
        // "5.0.0" and "5.5.0" are what servers say that know the code no better than its class.
        return match.Success && match.Value is not ("5.0.0" or "5.5.0") ? match.Value
            : NoSuchAddressWords.Any(words => text.Contains(words, StringComparison.OrdinalIgnoreCase)) ? "5.1.1"
            : match.Success ? match.Value : null;
    }

    [GeneratedRegex(@"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
