using Hub.Core.Attachments;
using Hub.Core.Contacts;
using Hub.Core.Inboxes;
using Hub.Core.Tickets;

namespace Hub.Core.Inbound;

/// <summary>Pure rules of chat: what a visitor's message looks like and whether it may be sent.</summary>
internal static class ChatRules
{
    private const int LongestClientId = 100;
    private const int MostFiles = 10;

    /// <summary>Why the message cannot be taken, or null.</summary>
    public static ChatOutcome? Refuse(ChatMessage message)
    {
        if (message.Text.Length > ChatMessage.LongestText)
        {
            return new ChatOutcome.TooLong();
        }
        if (message.ClientId.Length is 0 or > LongestClientId || message.ClientId.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return new ChatOutcome.Invalid("clientId", "A message needs an id of 1 to 100 printable ASCII characters.");
        }
        if (message.Attachments.Count > MostFiles)
        {
            return new ChatOutcome.Invalid("attachments", $"A message carries at most {MostFiles} files.");
        }
        return string.IsNullOrWhiteSpace(message.Text) && message.Attachments.Count == 0
            ? new ChatOutcome.Invalid("text", "A message needs a text or a file.")
            : null;
    }

    /// <summary>Why a first message lacks what the inbox asks for, or null.</summary>
    public static ChatOutcome? RefuseFirst(Visitor visitor, ChatSettings settings)
    {
        if (settings.AskName == PrechatField.Required && visitor.Name is null)
        {
            return new ChatOutcome.Invalid("prechat.name", "A name is needed before the first message.");
        }
        return settings.AskEmail == PrechatField.Required && visitor.Email is null
            ? new ChatOutcome.Invalid("prechat.email", "An e-mail address is needed before the first message.")
            : null;
    }

    /// <summary>The author as written into entries.</summary>
    public static Actor AuthorOf(Visitor visitor, ContactId contact, string contactName) =>
        new(ActorType.Contact, contact.Value, visitor.Name ?? contactName, visitor.Email);

    /// <summary>The entry, still without numbers.</summary>
    public static Message ToEntry(ChatMessage message, Visitor visitor, Actor author, IReadOnlyList<Attachment> files, DateTimeOffset now) => new()
    {
        Id = MessageId.New(now),
        MessageKind = MessageKind.Public,
        Direction = Direction.In,
        Channel = ChannelKind.Chat,
        Inbox = visitor.Inbox,
        Author = author,
        ClientId = message.ClientId,
        CreatedAt = now,
        OccurredAt = now,
        Text = message.Text,
        Language = visitor.Language,
        Attachments = files.Count == 0 ? [] : [.. files.Select(static file => file.ToReference())],
        Trust = visitor.Email is null ? null : SenderTrust.Unverified,
        Delivery = new Delivery(DeliveryState.Sent, now),
        FiledBecause = "visitor",
    };

    /// <summary>The line the message came on.</summary>
    public static Conversation LineOf(Visitor visitor, string name, DateTimeOffset now) =>
        new(visitor.Inbox, ChannelKind.Chat, visitor.Id.Value, name, now);
}
