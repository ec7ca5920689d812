using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Inboxes;

/// <summary>One configured account of a channel: a mailbox, a widget, a number.</summary>
public sealed record Inbox : Document<Inbox>, IDocument<Inbox>
{
    /// <summary>Shown to agents and, for chat, to visitors.</summary>
    public required string Name { get; init; }

    /// <summary>Kind of transport; never changes.</summary>
    public required ChannelKind Channel { get; init; }

    /// <summary>Where new tickets go.</summary>
    public required QueueId Queue { get; init; }

    /// <summary>Set for chat inboxes.</summary>
    public ChatSettings? Chat { get; init; }

    /// <summary>Set for e-mail inboxes.</summary>
    public EmailSettings? Email { get; init; }

    /// <summary>False stops receiving and sending.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<Inbox> Kind { get; } = new("inbox", "inb")
    {
        Fields = [Fields.Channel, Fields.Name],
        Indexes = [new([Fields.Channel], Fields.Name), new([], Fields.Name)],
        Keys = static inbox => inbox.Email is { } email
            ? [new UniqueKey("inbox-address", FieldValue.Fold(email.Address))]
            : [],
        Secrets = new(
            static (inbox, map) => inbox.Email is { } email ? inbox with { Email = email.MapPasswords(map) } : inbox,
            static inbox => $"Inbox '{inbox.Name}' needs its passwords again."),
    };

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Channel name.</summary>
        public static Field<Inbox> Channel { get; } = new("channel", FieldType.Text, static i => FieldValue.Of(i.Channel.ToString()));

        /// <summary>Name.</summary>
        public static Field<Inbox> Name { get; } = new("name", FieldType.Text, static i => FieldValue.Of(i.Name));
    }
}

/// <summary>How a widget behaves.</summary>
public sealed record ChatSettings
{
    /// <summary>Origins (<c>https://shop.example</c>) that may embed the widget; <c>*</c> allows all. Empty allows none.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Headline of the panel; null takes the inbox's name.</summary>
    public string? Title { get; init; }

    /// <summary>First words to the visitor; null shows a standard text in the visitor's language.</summary>
    public string? Greeting { get; init; }

    /// <summary>Name under which every agent answers; null shows each agent's own.</summary>
    public string? SenderName { get; init; }

    /// <summary>Accent colour, <c>#rrggbb</c>.</summary>
    public string Color { get; init; } = "#2f5bea";

    /// <summary>Whether the name is asked before the first message.</summary>
    public PrechatField AskName { get; init; } = PrechatField.Optional;

    /// <summary>Whether the e-mail address is asked before the first message.</summary>
    public PrechatField AskEmail { get; init; } = PrechatField.Optional;
}

/// <summary>How a pre-chat field is asked for.</summary>
public enum PrechatField
{
    /// <summary>Not asked.</summary>
    Off,
    /// <summary>May stay empty.</summary>
    Optional,
    /// <summary>Must be filled.</summary>
    Required,
}
