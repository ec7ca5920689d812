using Hub.Agent.Blazor.State;
using Hub.Core.Agents;
using Hub.Core.Ports;
using Microsoft.AspNetCore.Http;

namespace Hub.Agent.Blazor.Files;

/// <summary>The proxy for pictures on other servers: fetches what a mail shows for an agent who may read that mail. Whatever is
/// refused is answered with the same grey frame: the mail's writer learns nothing of the network behind Hub.</summary>
public static class RemoteImageEndpoint
{
    internal static async Task<IResult> ShowAsync(
        HttpContext http, string signature, SignedAddresses addresses, HubDirectory directory, IHubStore store, RemoteImageCache images, CancellationToken ct)
    {
        ConsoleFileEndpoints.Protect(http);
        var image = addresses.OpenRemote(signature) is { } picture && await FindAsync(picture, directory, store, ct) is { } address
            ? await images.FindAsync(address, ct)
            : null;
        if (image is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Results.Bytes(MailDocument.PlaceholderImage, "image/svg+xml");
        }
        return Results.Bytes(image.Content, image.MediaType);
    }

    private static async ValueTask<Uri?> FindAsync(RemotePicture picture, HubDirectory directory, IHubStore store, CancellationToken ct) =>
        directory.Current.Agents.TryGetValue(picture.Reader, out var agent) && agent.SecurityStamp == picture.Stamp
            && ConsoleFileEndpoints.AccessOf(picture.Reader, directory) is { } access
            // What was encrypted is never told to another server by fetching from it (EFAIL).
            && await store.FindAsync(picture.Mail, ct) is { Crypto: not { IsEncrypted: true } } mail
            && await store.FindAsync(mail.Ticket, ct) is { } ticket && access.CanRead(ticket)
            ? MailImages.Find(mail, picture.Number)
            : null;
}
