using System.Text.Json.Serialization;

namespace Hub.Core.Inboxes;

/// <summary>An inbox as administrators write it. Passwords are only ever written, never read back.</summary>
public sealed record InboxDraft
{
    /// <summary>Shown to agents and visitors.</summary>
    public string Name { get; init; } = "";

    /// <summary>Kind of transport; fixed once made.</summary>
    public ChannelKind? Channel { get; init; }

    /// <summary>Where new tickets go; null takes the oldest queue.</summary>
    public QueueId? Queue { get; init; }

    /// <summary>False stops receiving and sending.</summary>
    [JsonPropertyName("enabled")]
    public bool IsEnabled { get; init; } = true;

    /// <summary>What the transport needs.</summary>
    public InboxSettings Settings { get; init; } = new();

    /// <summary>The inbox as it is, passwords left out.</summary>
    public static InboxDraft Of(Inbox inbox) => new()
    {
        Name = inbox.Name,
        Channel = inbox.Channel,
        Queue = inbox.Queue,
        IsEnabled = inbox.IsEnabled,
        Settings = InboxSettings.Of(inbox),
    };
}

/// <summary>Settings of any transport; those of another one are ignored.</summary>
public sealed record InboxSettings
{
    /// <summary>E-mail: the address customers write to.</summary>
    public string? Address { get; init; }

    /// <summary>E-mail: display name of outgoing mail. Chat: name under which every agent answers, null for each agent's own.</summary>
    public string? SenderName { get; init; }

    /// <summary>E-mail: fetching by IMAP.</summary>
    public MailServerDraft? Imap { get; init; }

    /// <summary>E-mail: fetching by POP3.</summary>
    public MailServerDraft? Pop3 { get; init; }

    /// <summary>E-mail: sending.</summary>
    public MailServerDraft? Smtp { get; init; }

    /// <summary>E-mail: the OAuth 2.0 grant that servers are signed in to by; null for none.</summary>
    [JsonPropertyName("oauth")]
    public OAuthDraft? OAuth { get; init; }

    /// <summary>See <see cref="EmailSettings.UsesPlusAddress"/>.</summary>
    public bool UsesPlusAddress { get; init; } = true;

    /// <summary>See <see cref="EmailSettings.ReadsGroupSender"/>.</summary>
    public bool ReadsGroupSender { get; init; } = true;

    /// <summary>See <see cref="EmailSettings.TakesReplyTo"/>.</summary>
    public bool TakesReplyTo { get; init; }

    /// <summary>E-mail: whether new tickets are confirmed with their number.</summary>
    public bool SendsReceipt { get; init; } = true;

    /// <summary>E-mail: text of the receipt; null takes the standard text.</summary>
    public string? ReceiptText { get; init; }

    /// <summary>E-mail: appended to replies.</summary>
    public string? Signature { get; init; }

    /// <summary>E-mail: see <see cref="EmailSettings.AuthservId"/>.</summary>
    public string? AuthservId { get; init; }

    /// <summary>E-mail: see <see cref="EmailSettings.HoldsUntrusted"/>.</summary>
    public bool HoldsUntrusted { get; init; }

    /// <summary>Chat: origins that may embed the widget; <c>*</c> allows all.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Chat: headline.</summary>
    public string? Title { get; init; }

    /// <summary>Chat: first words.</summary>
    public string? Greeting { get; init; }

    /// <summary>Chat: accent colour, <c>#rrggbb</c>.</summary>
    public string? Color { get; init; }

    /// <summary>Chat: whether the name is asked.</summary>
    public PrechatField AskName { get; init; } = PrechatField.Optional;

    /// <summary>Chat: whether the address is asked.</summary>
    public PrechatField AskEmail { get; init; } = PrechatField.Optional;

    internal static InboxSettings Of(Inbox inbox) => inbox switch
    {
        { Email: { } email } => new InboxSettings
        {
            Address = email.Address,
            SenderName = email.SenderName,
            Imap = MailServerDraft.Of(email.Imap, email.Folder),
            Pop3 = MailServerDraft.Of(email.Pop3, null),
            Smtp = MailServerDraft.Of(email.Smtp, null),
            OAuth = OAuthDraft.Of(email.OAuth),
            UsesPlusAddress = email.UsesPlusAddress,
            ReadsGroupSender = email.ReadsGroupSender,
            TakesReplyTo = email.TakesReplyTo,
            SendsReceipt = email.SendsReceipt,
            ReceiptText = email.ReceiptText,
            Signature = email.Signature,
            AuthservId = email.AuthservId,
            HoldsUntrusted = email.HoldsUntrusted,
        },
        { Chat: { } chat } => new InboxSettings
        {
            AllowedOrigins = chat.AllowedOrigins,
            Title = chat.Title,
            Greeting = chat.Greeting,
            SenderName = chat.SenderName,
            Color = chat.Color,
            AskName = chat.AskName,
            AskEmail = chat.AskEmail,
        },
        _ => new InboxSettings(),
    };
}

/// <summary>A mail server account as it is written.</summary>
public sealed record MailServerDraft
{
    /// <summary>Name or address of the server.</summary>
    public string Host { get; init; } = "";

    /// <summary>TCP port; null takes the usual one.</summary>
    public int? Port { get; init; }

    /// <summary>How the connection is protected.</summary>
    public MailSecurity Security { get; init; } = MailSecurity.Auto;

    /// <summary>Account; null connects without signing in.</summary>
    public string? User { get; init; }

    /// <summary>Password; null keeps the stored one, if host and user stay the same.</summary>
    public string? Password { get; init; }

    /// <summary>How Hub signs in; null takes OAuth 2.0 when the inbox has a grant and no password is written.</summary>
    public MailSignIn? SignIn { get; init; }

    /// <summary>IMAP folder; null for <c>INBOX</c>.</summary>
    public string? Folder { get; init; }

    internal static MailServerDraft? Of(MailServer? server, string? folder) => server is null ? null : new MailServerDraft
    {
        Host = server.Host,
        Port = server.Port,
        Security = server.Security,
        User = server.User,
        SignIn = server.UsesOAuth ? MailSignIn.OAuth : MailSignIn.Password,
        Folder = folder,
    };
}
