using Hub.Core.Inboxes;
using Hub.Core.MailAccess;
using Hub.Core.Ports;
using MailKit.Security;

namespace Hub.Channels.Email;

/// <summary>What Hub signs in to mail servers with.</summary>
public sealed class MailCredentials(ISecretSealer sealer, MailboxTokens tokens)
{
    /// <summary>The password of an account; empty when it has none.</summary>
    /// <exception cref="PasswordUnreadableException">It was sealed by keys that are not here.</exception>
    public string PasswordOf(MailServer server) =>
        server.SealedPassword is { } sealedPassword ? sealer.Open(sealedPassword) ?? throw new PasswordUnreadableException() : "";

    /// <summary>An access token of a mailbox.</summary>
    /// <param name="inbox">The mailbox.</param>
    /// <param name="refused">The token that a server has just refused; null for none.</param>
    /// <param name="ct">Ends waiting.</param>
    /// <exception cref="TokenMissingException">There is none.</exception>
    internal async ValueTask<string> TokenAsync(Inbox inbox, string? refused, CancellationToken ct) =>
        await (refused is null ? tokens.GetAsync(inbox, ct) : tokens.RenewAsync(inbox, refused, ct)) switch
        {
            TokenOutcome.Ready ready => ready.AccessToken,
            var missing => throw new TokenMissingException(missing),
        };
}

/// <summary>The stored password cannot be opened any more.</summary>
public sealed class PasswordUnreadableException() : AuthenticationException("The stored password cannot be opened any more; enter it again.");

/// <summary>There is no token to sign in with.</summary>
/// <param name="outcome">Why.</param>
public sealed class TokenMissingException(TokenOutcome outcome) : Exception($"There is no token for this mailbox: {outcome}.")
{
    /// <summary>Why.</summary>
    public TokenOutcome Outcome { get; } = outcome;
}

/// <summary>A token would cross an open connection (RFC 6750, 5.3).</summary>
public sealed class TokenUnprotectedException() : Exception("A token is not sent over an open connection.");

/// <summary>The server takes no tokens.</summary>
public sealed class MechanismMissingException() : Exception("The server offers neither XOAUTH2 nor OAUTHBEARER.");
