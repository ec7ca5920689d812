using Hub.Core.Storage;

namespace Hub.Core.MailAccess;

/// <summary>The tokens of a mailbox, one document for each inbox. Shared by the nodes: a refresh token that changes with every use is
/// kept by the version of this document.</summary>
public sealed record MailboxToken : Document<MailboxToken>, IDocument<MailboxToken>
{
    /// <summary>Which mailbox.</summary>
    public required InboxId Inbox { get; init; }

    /// <summary>The agreement they belong to, see <see cref="Inboxes.OAuthSettings.Agreement"/>.</summary>
    public required string Agreement { get; init; }

    /// <summary>Sealed; null for client credentials.</summary>
    public string? SealedRefreshToken { get; init; }

    /// <summary>Sealed; null before the first.</summary>
    public string? SealedAccessToken { get; init; }

    /// <summary>When the access token ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>A node asks for new tokens until then; the others wait for what it gets.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<MailboxToken> Kind { get; } = new("mailbox_token", "mtk")
    {
        // An access token is got anew; without its refresh token the document says nothing.
        Secrets = new(
            static (token, map) => (token.SealedRefreshToken is { } held ? map(held) : null) is var refresh && refresh is null && token.SealedRefreshToken is not null
                ? null
                : token with { SealedRefreshToken = refresh, SealedAccessToken = null, ExpiresAt = null, ClaimedUntil = null },
            static token => $"Inbox '{token.Inbox.Value}' needs a new sign-in at its mail provider."),
    };

    /// <summary>The one id of an inbox.</summary>
    public static DocId<MailboxToken> IdOf(InboxId inbox) => new($"mtk_{inbox.Value}");
}
