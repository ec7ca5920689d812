using Hub.Channels.Email.Reading;

namespace Hub.Channels.Email.Crypto;

/// <summary>Takes everything out of decrypted HTML that would be fetched: an address that holds a piece of the text would carry it
/// out (the EFAIL attacks of 2018). Links stay: nobody follows them but a person.</summary>
internal static class DecryptedHtml
{
    private static readonly string[] Inside = ["cid:", "data:"];

    /// <summary>The HTML without remote images.</summary>
    /// <param name="html">Sanitised.</param>
    public static string WithoutRemote(string html)
    {
        using var document = HtmlCleaner.Parse(html);
        foreach (var image in document.QuerySelectorAll("img"))
        {
            var source = image.GetAttribute("src");
            if (source is not null && !Inside.Any(kind => source.StartsWith(kind, StringComparison.OrdinalIgnoreCase)))
            {
                image.RemoveAttribute("src");
            }
        }
        return document.Body?.InnerHtml.Trim() ?? "";
    }
}
