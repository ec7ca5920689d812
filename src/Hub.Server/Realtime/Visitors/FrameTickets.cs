using System.Security.Cryptography;
using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Server.Realtime.Visitors;

/// <summary>A frame's proof that the page around it may embed the inbox: signed, for 12 hours.</summary>
internal sealed class FrameTickets(IDataProtectionProvider provider, HubDirectory directory)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);
    private readonly ITimeLimitedDataProtector _protector =
        provider.CreateProtector("hub.frame-ticket.v1").ToTimeLimitedDataProtector();

    /// <summary>A ticket for a page, or null when the inbox is no chat or does not allow the page.</summary>
    /// <param name="inboxId">As the page names it.</param>
    /// <param name="origin">The page's origin.</param>
    /// <param name="ct">Cancels the search for the inbox.</param>
    public async ValueTask<(Inbox Inbox, string Origin, string Ticket)?> IssueAsync(string? inboxId, string? origin, CancellationToken ct) =>
        await FindInboxAsync(inboxId, ct) is { } inbox && Normalise(origin) is { } from && Allows(inbox.Chat!, from)
            ? (inbox, from, _protector.Protect($"{inbox.Id.Value}\n{from}", Lifetime))
            : null;

    /// <summary>Whether the ticket was issued for the inbox, has not run out, and its page is still allowed.</summary>
    public bool IsValid(string? ticket, Inbox inbox)
    {
        if (string.IsNullOrEmpty(ticket))
        {
            return false;
        }
        try
        {
            var parts = _protector.Unprotect(ticket).Split('\n');
            return parts.Length == 2 && parts[0] == inbox.Id.Value && Allows(inbox.Chat!, parts[1]);
        }
        catch (CryptographicException)
        {
            // Forged, damaged, run out or of another installation: all the same to the visitor, who fetches a new one.
            return false;
        }
    }

    /// <summary>An enabled chat inbox, or null.</summary>
    public async ValueTask<Inbox?> FindInboxAsync(string? id, CancellationToken ct) =>
        InboxId.TryParse(id, out var inboxId) && await directory.FindInboxAsync(inboxId, ct) is { IsEnabled: true, Chat: not null } inbox
            ? inbox
            : null;

    private static bool Allows(ChatSettings chat, string origin) =>
        chat.AllowedOrigins.Any(allowed => allowed == "*" || Normalise(allowed) == origin);

    /// <summary>Scheme, host and port in the form browsers send; null for anything that is not an origin.</summary>
    private static string? Normalise(string? origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? $"{uri.Scheme}://{uri.IdnHost.ToLowerInvariant()}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}"
            : null;
}
