using System.Text.Json.Serialization;

namespace Hub.Core.Inboxes;

/// <summary>One mailbox: how mail comes in and goes out. Passwords are sealed.</summary>
public sealed record EmailSettings
{
    /// <summary>The address customers write to and see as sender.</summary>
    public required string Address { get; init; }

    /// <summary>Display name of outgoing mail; null takes the inbox's name.</summary>
    public string? SenderName { get; init; }

    /// <summary>Set when mail is fetched by IMAP.</summary>
    public MailServer? Imap { get; init; }

    /// <summary>Folder that IMAP reads.</summary>
    public string Folder { get; init; } = "INBOX";

    /// <summary>Set when mail is fetched by POP3.</summary>
    public MailServer? Pop3 { get; init; }

    /// <summary>Set when mail can be sent.</summary>
    public MailServer? Smtp { get; init; }

    /// <summary>Set when servers are signed in to by OAuth 2.0.</summary>
    public OAuthSettings? OAuth { get; init; }

    /// <summary>Whether mail is fetched with tokens that are not to be had before somebody acts.</summary>
    [JsonIgnore]
    public bool IsFetchWaiting => (Imap ?? Pop3) is { UsesOAuth: true } && OAuth is not { IsWaiting: false };

    /// <summary>As <see cref="IsFetchWaiting"/>, for sending.</summary>
    [JsonIgnore]
    public bool IsSendWaiting => Smtp is { UsesOAuth: true } && OAuth is not { IsWaiting: false };

    /// <summary>Whether the server delivers <c>local+tag@domain</c> to <c>local@domain</c> (RFC 5233). Then answers come to an address
    /// of the ticket's own and bounces name their message; else the references must do.</summary>
    public bool UsesPlusAddress { get; init; } = true;

    /// <summary>Whether behind a group that rewrites From (a mailing list that names the author in <c>X-Original-From</c> or
    /// <c>X-Original-Sender</c>) that author counts as the sender.</summary>
    public bool ReadsGroupSender { get; init; } = true;

    /// <summary>Whether Reply-To counts as the sender, for forms and shops that write in other people's names.</summary>
    public bool TakesReplyTo { get; init; }

    /// <summary>Sends a receipt with the number for each new ticket.</summary>
    public bool SendsReceipt { get; init; } = true;

    /// <summary>Text of the receipt; null takes the standard text. <c>{number}</c> is replaced.</summary>
    public string? ReceiptText { get; init; }

    /// <summary>How the mail server in front of this mailbox names itself in <c>Authentication-Results</c> (RFC 8601, 2.5); only its
    /// verdict on senders is believed. Null believes nobody.</summary>
    public string? AuthservId { get; init; }

    /// <summary>Keeps mail whose sender that server disproved in the tray.</summary>
    public bool HoldsUntrusted { get; init; }

    /// <summary>Appended to agents' replies; null for none.</summary>
    public string? Signature { get; init; }

    /// <summary>The settings with other sealed passwords and client secret; null leaves one out.</summary>
    public EmailSettings MapPasswords(Func<string, string?> map) => this with
    {
        Imap = Imap?.MapPassword(map),
        Pop3 = Pop3?.MapPassword(map),
        Smtp = Smtp?.MapPassword(map),
        OAuth = OAuth?.SealedClientSecret is { } secret ? OAuth with { SealedClientSecret = map(secret) } : OAuth,
    };
}

/// <summary>A mail server account.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="Security">How the connection is protected.</param>
/// <param name="User">Account; null connects without signing in.</param>
/// <param name="SealedPassword">Sealed; null without sign-in.</param>
public sealed record MailServer(string Host, int Port, MailSecurity Security, string? User, string? SealedPassword)
{
    /// <summary>Whether it is signed in to by the inbox's OAuth 2.0 grant instead of a password.</summary>
    public bool UsesOAuth { get; init; }

    /// <summary>The account with another sealed password.</summary>
    public MailServer MapPassword(Func<string, string?> map) => SealedPassword is { } password ? this with { SealedPassword = map(password) } : this;
}

/// <summary>Protection of a mail connection.</summary>
public enum MailSecurity
{
    /// <summary>TLS from the start on its usual ports (993, 995, 465), STARTTLS where offered elsewhere.</summary>
    Auto,
    /// <summary>TLS from the start.</summary>
    Tls,
    /// <summary>STARTTLS or failure.</summary>
    StartTls,
    /// <summary>None.</summary>
    None,
}
