using System.Net;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.State;

/// <summary>The pictures that a mail names on other servers, numbered in their order.</summary>
internal static class MailImages
{
    /// <summary>Pictures beyond this number are never fetched.</summary>
    public const int Most = 300;

    private const int LongestAddress = 4000;

    /// <summary>The address of a picture of this mail; null when it has none of that number.</summary>
    public static Uri? Find(Message mail, int number) => number is < 0 or >= Most || mail.Html is null
        ? null
        : MarkupTag.Of(mail.Html).Select(RemoteOf).Where(static address => address is not null).ElementAtOrDefault(number);

    /// <summary>Where a tag's picture lies, when that is another server.</summary>
    public static Uri? RemoteOf(MarkupTag tag) =>
        tag is { Name: "img", IsEnd: false } && tag["src"] is { Length: <= LongestAddress } source
            && Uri.TryCreate(WebUtility.HtmlDecode(source), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : null;
}
