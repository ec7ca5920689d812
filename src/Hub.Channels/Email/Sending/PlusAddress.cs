namespace Hub.Channels.Email.Sending;

/// <summary>Addresses with a tag behind a plus sign (RFC 5233).</summary>
internal static class PlusAddress
{
    // RFC 5321, 4.5.3.1.1
    private const int LongestLocalPart = 64;

    /// <summary>The address with the tag; null when it would be too long.</summary>
    public static string? Of(string address, string tag)
    {
        var at = address.LastIndexOf('@');
        return at + 1 + tag.Length <= LongestLocalPart ? $"{address[..at]}+{tag}{address[at..]}" : null;
    }
}
