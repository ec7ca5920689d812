using System.Text.Json.Serialization;

namespace Hub.Core.Live;

/// <summary>A hint that something happened. Only a ticket's change may carry content; it goes between nodes and is shown by the rights
/// of whoever watches there.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TicketChanged), "ticket")]
[JsonDerivedType(typeof(TypingChanged), "typing")]
[JsonDerivedType(typeof(ViewersChanged), "viewers")]
[JsonDerivedType(typeof(LockAsked), "lock")]
[JsonDerivedType(typeof(PresenceChanged), "presence")]
[JsonDerivedType(typeof(AgentChanged), "agent")]
[JsonDerivedType(typeof(SettingsChanged), "settings")]
[JsonDerivedType(typeof(VisitorChanged), "visitor")]
[JsonDerivedType(typeof(Noticed), "notice")]
[JsonDerivedType(typeof(TrayChanged), "tray")]
[JsonDerivedType(typeof(InboxTroubled), "inbox")]
public abstract record FeedEvent
{
    private FeedEvent()
    {
    }

    /// <summary>A ticket's header or thread changed.</summary>
    /// <param name="Ticket">Which ticket.</param>
    /// <param name="Rev">Revision of the first entry that is new; above the ticket's last when only the header changed.</param>
    public sealed record TicketChanged(TicketId Ticket, long Rev) : FeedEvent
    {
        /// <summary>The change itself; null when it is too long to be carried, and has to be read.</summary>
        public CarriedChange? Change { get; init; }
    }

    /// <summary>Somebody types, or stopped. Agents' typing reaches the visitor only in reply mode.</summary>
    /// <param name="Ticket">Where.</param>
    /// <param name="FromVisitor">The visitor, else an agent.</param>
    /// <param name="ActorId">Agent or visitor id.</param>
    /// <param name="Name">Display name.</param>
    /// <param name="Mode">What an agent writes; <see cref="Ports.ViewerMode.Viewing"/> = stopped.</param>
    public sealed record TypingChanged(TicketId Ticket, bool FromVisitor, string ActorId, string Name, Ports.ViewerMode Mode) : FeedEvent;

    /// <summary>Who has a ticket open changed.</summary>
    public sealed record ViewersChanged(TicketId Ticket) : FeedEvent;

    /// <summary>An agent's lock was taken over.</summary>
    public sealed record LockAsked(TicketId Ticket, AgentId From, AgentId By, string ByName) : FeedEvent;

    /// <summary>An agent was told something.</summary>
    public sealed record Noticed(AgentId Agent, Storage.DocId<Notices.Notice> Notice) : FeedEvent;

    /// <summary>Something came into the tray or left it, or a queue's automatic mail was stopped or let go on.</summary>
    public sealed record TrayChanged : FeedEvent;

    /// <summary>An inbox got into trouble, or out of it.</summary>
    public sealed record InboxTroubled(InboxId Inbox) : FeedEvent;

    /// <summary>Somebody came, went, or chose another availability.</summary>
    public sealed record PresenceChanged : FeedEvent;

    /// <summary>An agent's account or rights changed.</summary>
    public sealed record AgentChanged(AgentId Agent) : FeedEvent;

    /// <summary>Queues, inboxes or canned responses changed.</summary>
    public sealed record SettingsChanged : FeedEvent;

    /// <summary>A widget session began to talk in another ticket; its other connections must look there.</summary>
    public sealed record VisitorChanged(Storage.DocId<Contacts.Visitor> Visitor) : FeedEvent;
}
