namespace Hub.Core.Ports;

/// <summary>Fetches pictures that mails name on other servers, in Hub's name and from nowhere but the public Internet.</summary>
public interface IRemoteImages
{
    /// <summary>The picture; null when it is refused or does not come: no public address, another port than its scheme's, too large,
    /// too slow, too many redirects, or no picture by its first bytes.</summary>
    /// <param name="address">Absolute, <c>http</c> or <c>https</c>.</param>
    /// <param name="ct">Ends the waiting.</param>
    ValueTask<RemoteImage?> FetchAsync(Uri address, CancellationToken ct);
}

/// <summary>A fetched picture.</summary>
/// <param name="MediaType">By its first bytes: png, jpeg, gif, webp or avif.</param>
/// <param name="Content">As it came.</param>
public sealed record RemoteImage(string MediaType, ReadOnlyMemory<byte> Content);
