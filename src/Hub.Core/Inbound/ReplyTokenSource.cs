using System.Security.Cryptography;
using Hub.Core.Ports;
using Hub.Core.Secrets;
using Hub.Core.Storage;

namespace Hub.Core.Inbound;

/// <summary>The reply tokens of this installation; the key is made with the first use and shared by all nodes.</summary>
public sealed class ReplyTokenSource(IHubStore store, ISecretSealer sealer, TimeProvider clock)
{
    private const int KeyBytes = 32;
    private volatile ReplyTokens? _tokens;

    /// <summary>The tokens; reads the store once.</summary>
    public async ValueTask<ReplyTokens> GetAsync(CancellationToken ct) => _tokens ??= new ReplyTokens(await ReadOrMakeAsync(ct));

    private async ValueTask<byte[]> ReadOrMakeAsync(CancellationToken ct)
    {
        var id = InstallationKey.IdOf("reply-tokens");
        while (true)
        {
            var known = await store.FindAsync(id, ct);
            if (known is not null && sealer.Open(known.SealedValue) is { } opened)
            {
                return Convert.FromBase64String(opened);
            }
            var key = RandomNumberGenerator.GetBytes(KeyBytes);
            var made = new InstallationKey { Id = id, SealedValue = sealer.Seal(Convert.ToBase64String(key)), CreatedAt = clock.GetUtcNow() };
            // A key sealed by lost Data Protection keys is of no use to anybody: old addresses stop working, mail goes on.
            var changes = known is null ? new ChangeSet().Insert(made) : new ChangeSet().Replace(known, made);
            if (await store.CommitAsync(changes, ct) is CommitOutcome.Committed)
            {
                return key;
            }
        }
    }
}
