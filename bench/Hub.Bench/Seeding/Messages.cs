using Hub.Core.Inboxes;
using Hub.Core.Tickets;

namespace Hub.Bench.Seeding;

public static class Messages
{
    /// <summary>A public message as a channel makes it, without its place in a thread.</summary>
    public static Message Make(DateTimeOffset at, Actor author, Direction direction, string text, string? clientId) => new()
    {
        Id = MessageId.New(at),
        MessageKind = MessageKind.Public,
        Direction = direction,
        Channel = ChannelKind.Email,
        Author = author,
        ClientId = clientId,
        CreatedAt = at,
        OccurredAt = at,
        Text = text,
    };
}
