namespace Hub.Agent.Blazor.Files;

/// <summary>Which uploaded content a browser may show in Hub's own pages.</summary>
public static class ContentRules
{
    private static readonly HashSet<string> Pictures = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"];

    /// <summary>Raster pictures only: SVG may carry script.</summary>
    public static bool IsSafePicture(string mediaType) => Pictures.Contains(mediaType);
}
