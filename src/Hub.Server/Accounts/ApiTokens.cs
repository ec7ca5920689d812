using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Server.Composition;

namespace Hub.Server.Accounts;

/// <summary>Finds the agent a bearer token acts as. Tokens are remembered for five seconds, so that an end of one is felt soon and a
/// busy client costs no read per call; wrong ones too, since no later token has their secret.</summary>
public sealed class ApiTokens(IHubStore store, HubDirectory directory, HubSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private const int MostRemembered = 10_000;
    private readonly ConcurrentDictionary<string, (ApiToken? Token, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);
    private readonly byte[]? _bootstrap = settings.BootstrapToken is { } text ? SHA256.HashData(Encoding.UTF8.GetBytes(text)) : null;

    /// <summary>The active agent, or null.</summary>
    public async ValueTask<AgentAccount?> FindAsync(string secret, CancellationToken ct)
    {
        if (_bootstrap is not null && CryptographicOperations.FixedTimeEquals(_bootstrap, SHA256.HashData(Encoding.UTF8.GetBytes(secret))))
        {
            return directory.Current.Agents.Values
                .Where(static agent => agent is { IsAdministrator: true, IsActive: true })
                .MinBy(static agent => agent.CreatedAt);
        }
        var now = clock.GetUtcNow();
        var token = await ReadAsync(ApiToken.HashOf(secret), now, ct);
        return token is not null && !(token.ExpiresAt <= now)
            && await directory.FindAgentAsync(token.Agent, ct) is { IsActive: true } agent ? agent : null;
    }

    private async ValueTask<ApiToken?> ReadAsync(string hash, DateTimeOffset now, CancellationToken ct)
    {
        if (_known.TryGetValue(hash, out var known) && known.Until > now)
        {
            return known.Token;
        }
        var token = await store.ResolveAsync(ApiToken.KeyOf(hash), ct) is { } holder
            ? await store.FindAsync(new DocId<ApiToken>(holder.Key), ct)
            : null;
        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }
        _known[hash] = (token, now + Remembered);
        return token;
    }
}
