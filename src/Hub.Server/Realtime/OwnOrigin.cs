using Hub.Server.Composition;

namespace Hub.Server.Realtime;

/// <summary>Browsers let any page open a WebSocket to Hub; only Hub's own pages may. Clients that are no browsers send no origin.</summary>
internal sealed class OwnOrigin(HubSettings settings)
{
    /// <summary>Whether the request may open a connection.</summary>
    public bool Allows(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
        {
            return true;
        }
        return Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && (IsSame(from, settings.PublicUrl)
                || (from.Scheme is "http" or "https" && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsSame(Uri from, Uri? own) =>
        own is not null && from.Scheme == own.Scheme && string.Equals(from.Authority, own.Authority, StringComparison.OrdinalIgnoreCase);
}
