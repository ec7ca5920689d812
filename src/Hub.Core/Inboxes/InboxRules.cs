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
            ChannelKind.Email => MailboxRules.Apply(next, draft.Settings, sealer),
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
