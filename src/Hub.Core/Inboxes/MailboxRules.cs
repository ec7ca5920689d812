using System.Net.Mail;
using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.Inboxes;

/// <summary>Checks the draft of a mailbox and makes its settings, sealing passwords.</summary>
internal static class MailboxRules
{
    private const int LongestName = 100;

    public static SettingOutcome<Inbox> Apply(Inbox inbox, InboxSettings settings, ISecretSealer sealer)
    {
        if (!MailAddress.TryCreate(settings.Address?.Trim(), out var address))
        {
            return Wrong("settings.address", "An e-mail address is needed.");
        }
        var known = inbox.Email;
        var hasGrant = settings.OAuth is not null;
        if ((Check(settings.Imap, known?.Imap, hasGrant, "settings.imap") ?? Check(settings.Pop3, known?.Pop3, hasGrant, "settings.pop3")
            ?? Check(settings.Smtp, known?.Smtp, hasGrant, "settings.smtp")) is { } problem)
        {
            return problem;
        }
        if (settings is { Imap: not null, Pop3: not null })
        {
            return Wrong("settings.pop3", "A mailbox is fetched by IMAP or by POP3, not by both.");
        }
        if (Text(settings.AuthservId) is { } border && (border.Length > LongestName || border.Any(static letter => char.IsWhiteSpace(letter) || letter == ';')))
        {
            return Wrong("settings.authservId", "The name a mail server gives itself, such as mx.example.org.");
        }
        var email = new EmailSettings
        {
            Address = address.Address,
            SenderName = Text(settings.SenderName),
            Imap = Server(settings.Imap, known?.Imap, 993),
            Folder = Text(settings.Imap?.Folder) ?? "INBOX",
            Pop3 = Server(settings.Pop3, known?.Pop3, 995),
            Smtp = Server(settings.Smtp, known?.Smtp, 587),
            UsesPlusAddress = settings.UsesPlusAddress,
            ReadsGroupSender = settings.ReadsGroupSender,
            TakesReplyTo = settings.TakesReplyTo,
            SendsReceipt = settings.SendsReceipt,
            ReceiptText = Text(settings.ReceiptText),
            Signature = Text(settings.Signature),
            AuthservId = Text(settings.AuthservId),
            HoldsUntrusted = settings.HoldsUntrusted,
        };
        if (settings.OAuth is not { } grant)
        {
            return new SettingOutcome<Inbox>.Done(inbox with { Email = email });
        }
        var (oauth, wrong) = OAuthRules.Apply(grant, known?.OAuth, GoesElsewhere(email, known, grant.Provider), sealer);
        return wrong ?? new SettingOutcome<Inbox>.Done(inbox with { Email = email with { OAuth = oauth } });

        MailServer? Server(MailServerDraft? server, MailServer? before, int usualPort)
        {
            if (server is null)
            {
                return null;
            }
            var usesOAuth = UsesOAuth(server, before, hasGrant);
            var user = Text(server.User) ?? (usesOAuth ? address.Address : null);
            var password = usesOAuth || user is null ? null : server.Password is { } entered ? sealer.Seal(entered) : before?.SealedPassword;
            return new MailServer(server.Host.Trim(), server.Port ?? usualPort, server.Security, user, password) { UsesOAuth = usesOAuth };
        }
    }

    private static bool UsesOAuth(MailServerDraft server, MailServer? before, bool hasGrant) => server.SignIn switch
    {
        MailSignIn.OAuth => true,
        MailSignIn.Password => false,
        _ => hasGrant && server.Password is null && before?.SealedPassword is null,
    };

    // Whoever agreed did so for the servers that were entered then, and those of the provider.
    private static bool GoesElsewhere(EmailSettings next, EmailSettings? known, OAuthProvider provider)
    {
        var agreed = Hosts(known).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return agreed.Count > 0 && Hosts(next).Any(host => !agreed.Contains(host) && !OAuthEndpoints.IsOwnHost(provider, host));
    }

    private static IEnumerable<string> Hosts(EmailSettings? settings) =>
        new[] { settings?.Imap, settings?.Pop3, settings?.Smtp }.OfType<MailServer>().Where(static server => server.UsesOAuth).Select(static server => server.Host);

    private static SettingOutcome<Inbox>? Check(MailServerDraft? server, MailServer? known, bool hasGrant, string field)
    {
        if (server is null)
        {
            return null;
        }
        if (string.IsNullOrWhiteSpace(server.Host) || Uri.CheckHostName(server.Host.Trim()) == UriHostNameType.Unknown)
        {
            return Wrong($"{field}.host", "The name or address of a server is needed.");
        }
        if (server.Port is < 1 or > 65535)
        {
            return Wrong($"{field}.port", "Between 1 and 65535.");
        }
        if (server.SignIn == MailSignIn.OAuth && !hasGrant)
        {
            return Wrong($"{field}.signIn", "Signing in by OAuth needs settings.oauth.");
        }
        // A kept password must not be handed to another server than the one it was entered for.
        return server.Password is null && known?.SealedPassword is not null && server.User is not null && !UsesOAuth(server, known, hasGrant)
            && (known.User != server.User || !string.Equals(known.Host, server.Host.Trim(), StringComparison.OrdinalIgnoreCase))
            ? Wrong($"{field}.password", "With another server or account the password is needed again.")
            : null;
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static SettingOutcome<Inbox>.Invalid Wrong(string field, string text) => new(field, text);
}
