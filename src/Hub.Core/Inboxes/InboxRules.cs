using System.Net.Mail;
using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Settings;

namespace Hub.Core.Inboxes;

/// <summary>Checks a draft and makes the inbox of it, sealing passwords.</summary>
internal static class InboxRules
{
    private const int LongestName = 100;
    private static readonly ChannelKind[] Offered = [ChannelKind.Chat, ChannelKind.Email, ChannelKind.Webform, ChannelKind.Api];

    public static SettingOutcome<Inbox> Apply(Inbox inbox, InboxDraft draft, DirectorySnapshot names, ISecretSealer sealer)
    {
        if (string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Length > LongestName)
        {
            return Wrong("name", $"An inbox needs a name of at most {LongestName} characters.");
        }
        if (draft.Channel is not { } channel || !Offered.Contains(channel))
        {
            return Wrong("channel", "One of chat, email, webform, api.");
        }
        if (inbox.Version > 0 && channel != inbox.Channel)
        {
            return Wrong("channel", "The channel of an inbox cannot change.");
        }
        var queue = draft.Queue ?? names.Queues.Values.MinBy(static q => q.CreatedAt)?.Id;
        if (queue is not { } target || !names.Queues.ContainsKey(target))
        {
            return Wrong("queue", "There is no such queue.");
        }
        var next = inbox with { Name = draft.Name.Trim(), Channel = channel, Queue = target, IsEnabled = draft.IsEnabled };
        return channel switch
        {
            ChannelKind.Chat => WithChat(next, draft.Settings),
            ChannelKind.Email => WithEmail(next, draft.Settings, sealer),
            _ => new SettingOutcome<Inbox>.Done(next),
        };
    }

    private static SettingOutcome<Inbox> WithChat(Inbox inbox, InboxSettings settings)
    {
        var origins = new List<string>();
        foreach (var origin in settings.AllowedOrigins)
        {
            if (OriginOf(origin) is not { } plain)
            {
                return Wrong("settings.allowedOrigins", $"'{origin}' is not an origin such as https://shop.example.");
            }
            origins.Add(plain);
        }
        var color = settings.Color ?? new ChatSettings().Color;
        if (color.Length != 7 || color[0] != '#' || !color.Skip(1).All(char.IsAsciiHexDigit))
        {
            return Wrong("settings.color", "A colour as #rrggbb.");
        }
        var chat = new ChatSettings
        {
            AllowedOrigins = [.. origins.Distinct(StringComparer.Ordinal)],
            Title = Text(settings.Title),
            Greeting = Text(settings.Greeting),
            SenderName = Text(settings.SenderName),
            Color = color,
            AskName = settings.AskName,
            AskEmail = settings.AskEmail,
        };
        return new SettingOutcome<Inbox>.Done(inbox with { Chat = chat });
    }

    private static SettingOutcome<Inbox> WithEmail(Inbox inbox, InboxSettings settings, ISecretSealer sealer)
    {
        if (!MailAddress.TryCreate(settings.Address?.Trim(), out var address))
        {
            return Wrong("settings.address", "An e-mail address is needed.");
        }
        var known = inbox.Email;
        if (Check(settings.Imap, known?.Imap, "settings.imap") is { } imapProblem)
        {
            return imapProblem;
        }
        if (Check(settings.Pop3, known?.Pop3, "settings.pop3") is { } popProblem)
        {
            return popProblem;
        }
        if (Check(settings.Smtp, known?.Smtp, "settings.smtp") is { } smtpProblem)
        {
            return smtpProblem;
        }
        if (settings is { Imap: not null, Pop3: not null })
        {
            return Wrong("settings.pop3", "A mailbox is fetched by IMAP or by POP3, not by both.");
        }
        if (Text(settings.AuthservId) is { } border && (border.Length > LongestName || border.Any(static letter => char.IsWhiteSpace(letter) || letter == ';')))
        {
            return Wrong("settings.authservId", "The name a mail server gives itself, such as mx.example.org.");
        }
        return new SettingOutcome<Inbox>.Done(inbox with
        {
            Email = new EmailSettings
            {
                Address = address.Address,
                SenderName = Text(settings.SenderName),
                Imap = Server(settings.Imap, known?.Imap, 993, sealer),
                Folder = Text(settings.Imap?.Folder) ?? "INBOX",
                Pop3 = Server(settings.Pop3, known?.Pop3, 995, sealer),
                Smtp = Server(settings.Smtp, known?.Smtp, 587, sealer),
                UsesPlusAddress = settings.UsesPlusAddress,
                ReadsGroupSender = settings.ReadsGroupSender,
                TakesReplyTo = settings.TakesReplyTo,
                SendsReceipt = settings.SendsReceipt,
                ReceiptText = Text(settings.ReceiptText),
                Signature = Text(settings.Signature),
                AuthservId = Text(settings.AuthservId),
                HoldsUntrusted = settings.HoldsUntrusted,
            },
        });
    }

    private static SettingOutcome<Inbox>? Check(MailServerDraft? server, MailServer? known, string field)
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
        // A kept password must not be handed to another server than the one it was entered for.
        return server.Password is null && known?.SealedPassword is not null && server.User is not null
            && (known.User != server.User || !string.Equals(known.Host, server.Host.Trim(), StringComparison.OrdinalIgnoreCase))
            ? Wrong($"{field}.password", "With another server or account the password is needed again.")
            : null;
    }

    private static MailServer? Server(MailServerDraft? server, MailServer? known, int usualPort, ISecretSealer sealer) => server is null
        ? null
        : new MailServer(server.Host.Trim(), server.Port ?? usualPort, server.Security, Text(server.User),
            Text(server.User) is null ? null : server.Password is { } password ? sealer.Seal(password) : known?.SealedPassword);

    private static string? OriginOf(string text)
    {
        var trimmed = text.Trim();
        if (trimmed == "*")
        {
            return trimmed;
        }
        return Uri.TryCreate(trimmed, UriKind.Absolute, out var url) && url!.Scheme is "http" or "https" && url.PathAndQuery == "/"
            ? url.GetLeftPart(UriPartial.Authority)
            : null;
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static SettingOutcome<Inbox>.Invalid Wrong(string field, string text) => new(field, text);
}
