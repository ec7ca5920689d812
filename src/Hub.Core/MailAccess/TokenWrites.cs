using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.MailAccess;

/// <summary>Changes of the token document that go with a change of its inbox.</summary>
internal static class TokenWrites
{
    /// <summary>Puts a new document in place of whatever is there.</summary>
    public static async ValueTask AddAsync(IHubStore store, ChangeSet changes, MailboxToken token, CancellationToken ct)
    {
        if (await store.FindAsync(token.Id, ct) is { } before)
        {
            changes.Replace(before, token with { Version = before.Version });
        }
        else
        {
            changes.Insert(token);
        }
    }

    /// <summary>Keeps a refresh token that was entered by hand, for the agreement that the inbox has now.</summary>
    public static async ValueTask AddAsync(IHubStore store, ChangeSet changes, Inbox inbox, string? refreshToken, ISecretSealer sealer, CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(refreshToken) && inbox.Email?.OAuth?.Agreement is { } agreement)
        {
            await AddAsync(store, changes, new MailboxToken
            {
                Id = MailboxToken.IdOf(inbox.Id),
                Inbox = inbox.Id,
                Agreement = agreement,
                SealedRefreshToken = sealer.Seal(refreshToken.Trim()),
            }, ct);
        }
    }

    /// <summary>Removes it.</summary>
    public static async ValueTask RemoveAsync(IHubStore store, ChangeSet changes, InboxId inbox, CancellationToken ct)
    {
        if (await store.FindAsync(MailboxToken.IdOf(inbox), ct) is { } token)
        {
            changes.Delete(token);
        }
    }
}
