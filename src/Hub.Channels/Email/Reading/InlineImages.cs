using AngleSharp.Html.Dom;
using MimeKit;

namespace Hub.Channels.Email.Reading;

/// <summary>Finds which images a mail brings along its HTML shows, by Content-ID or Content-Location (RFC 2557, 8).</summary>
internal static class InlineImages
{
    private const int LongestId = 500;

    /// <summary>How a file is called from HTML; null when it cannot be.</summary>
    public static string? IdOf(MimeEntity file)
    {
        var id = file.ContentId is { } given ? Charsets.Clean(given).Trim('<', '>', ' ')
            : file.ContentLocation is { } location ? Uri.EscapeDataString(Charsets.Clean(location.OriginalString)) : null;
        return id is { Length: > 0 and <= LongestId } ? id : null;
    }

    /// <summary>Makes every reference in the document read <c>cid:</c> and the id of its file, however it was written; answers the ids.</summary>
    public static IReadOnlySet<string> Link(IHtmlDocument document, IReadOnlyList<MimeEntity> files)
    {
        var shown = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files.Where(static file => file.ContentType.IsMimeType("image", "*")))
        {
            if (IdOf(file) is { } id)
            {
                known.TryAdd(id, id);
                known.TryAdd(Uri.UnescapeDataString(id), id);
                known.TryAdd(file.ContentLocation?.OriginalString ?? id, id);
            }
        }
        if (known.Count == 0)
        {
            return shown;
        }
        foreach (var image in document.QuerySelectorAll("img[src]"))
        {
            var source = image.GetAttribute("src")!.Trim();
            var name = (source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) ? source[4..] : source).Trim('<', '>', ' ');
            if (known.TryGetValue(name, out var id) || known.TryGetValue(Uri.UnescapeDataString(name), out id))
            {
                image.SetAttribute("src", $"cid:{id}");
                shown.Add(id);
            }
        }
        return shown;
    }
}
