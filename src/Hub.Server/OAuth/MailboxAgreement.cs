using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Server.OAuth;

/// <summary>What goes with a person to the provider and back: sealed in <c>state</c>, and bound to the browser by a verifier that only
/// its cookie has.</summary>
public sealed class MailboxAgreement(IDataProtectionProvider protection)
{
    /// <summary>How long the person may take.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private readonly IDataProtector _state = protection.CreateProtector("Hub.OAuth.State");
    private readonly IDataProtector _verifier = protection.CreateProtector("Hub.OAuth.Verifier");

    /// <summary>The state of a journey.</summary>
    public string Seal(MailboxJourney journey) => _state.Protect(JsonSerializer.Serialize(journey));

    /// <summary>The journey of a state; null when it was not sealed here.</summary>
    public MailboxJourney? Open(string? state) => Open(_state, state) is { } text ? JsonSerializer.Deserialize<MailboxJourney>(text) : null;

    /// <summary>The cookie of a verifier.</summary>
    public string SealVerifier(string verifier) => _verifier.Protect(verifier);

    /// <summary>The verifier of a cookie; null when there is none.</summary>
    public string? OpenVerifier(string? cookie) => Open(_verifier, cookie);

    private static string? Open(IDataProtector protector, string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>A person on the way to the provider and back.</summary>
/// <param name="Inbox">For which mailbox.</param>
/// <param name="Agent">Who.</param>
/// <param name="Stamp">The agent's security stamp: the journey ends with the sessions.</param>
/// <param name="Challenge">Of the verifier in the browser's cookie.</param>
/// <param name="Party">See <see cref="Hub.Core.Inboxes.OAuthSettings.Party"/>.</param>
/// <param name="Until">Too late afterwards.</param>
public sealed record MailboxJourney(string Inbox, string Agent, string Stamp, string Challenge, string Party, DateTimeOffset Until);
