using System.Security.Cryptography;
using Hub.Core.Agents;
using Hub.Core.Ports;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Server.Realtime.Agents;

/// <summary>One-time tickets for clients that cannot send a header with a WebSocket: valid for 30 s and one connection.</summary>
internal sealed class HubTickets(IDataProtectionProvider provider, HubDirectory directory, IRateLimiter used, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private readonly ITimeLimitedDataProtector _protector = provider.CreateProtector("hub.hub-ticket.v1").ToTimeLimitedDataProtector();

    public HubTicketAnswer Issue(AgentAccount agent)
    {
        var expiresAt = clock.GetUtcNow() + Lifetime;
        var once = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return new HubTicketAnswer(_protector.Protect($"{agent.Id.Value}\n{agent.SecurityStamp}\n{once}", expiresAt), expiresAt);
    }

    /// <summary>Whom the ticket was issued to, the first time it is asked for; null otherwise.</summary>
    public async ValueTask<AgentAccount?> RedeemAsync(string ticket, CancellationToken ct)
    {
        string[] parts;
        try
        {
            parts = _protector.Unprotect(ticket).Split('\n');
        }
        catch (CryptographicException)
        {
            // Forged, damaged or run out: there is nobody to tell more.
            return null;
        }
        if (parts.Length != 3 || !AgentId.TryParse(parts[0], out var id)
            || await directory.FindAgentAsync(id, ct) is not { IsActive: true } agent || agent.SecurityStamp != parts[1])
        {
            return null;
        }
        // Counted where all nodes count, for longer than the ticket lives.
        return (await used.TakeAsync($"hub-ticket:{parts[2]}", new RateLimit(1, 4 * Lifetime), ct)).IsAllowed ? agent : null;
    }
}

/// <summary>A ticket for <c>/hubs/agent?access_token=…</c>.</summary>
public sealed record HubTicketAnswer(string Ticket, DateTimeOffset ExpiresAt);
