using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.Texts;

/// <summary>Words for the values of the domain.</summary>
public sealed record WordTexts
{
    public required IReadOnlyDictionary<TicketState, string> States { get; init; }
    public required IReadOnlyDictionary<Priority, string> Priorities { get; init; }
    public required IReadOnlyDictionary<ChannelKind, string> Channels { get; init; }
    public required IReadOnlyDictionary<Availability, string> Availabilities { get; init; }
    public required IReadOnlyDictionary<DeliveryState, string> Deliveries { get; init; }

    /// <summary>The status of a ticket: a word for the base states' own, else the name it was given.</summary>
    public string Status(Ticket ticket) => Status(ticket.Status, ticket.State);

    /// <summary>A status by name.</summary>
    public string Status(string name, TicketState state) => name == TicketStatuses.Of(state) ? States[state] : name;

    public static WordTexts English { get; } = new()
    {
        States = new Dictionary<TicketState, string>
        {
            [TicketState.New] = "New",
            [TicketState.Open] = "Open",
            [TicketState.Pending] = "Pending",
            [TicketState.Closed] = "Closed",
            [TicketState.Merged] = "Merged",
        },
        Priorities = new Dictionary<Priority, string>
        {
            [Priority.Low] = "Low",
            [Priority.Normal] = "Normal",
            [Priority.High] = "High",
            [Priority.Urgent] = "Urgent",
        },
        Channels = new Dictionary<ChannelKind, string>
        {
            [ChannelKind.Chat] = "Chat",
            [ChannelKind.Email] = "E-mail",
            [ChannelKind.Sms] = "Text message",
            [ChannelKind.Whatsapp] = "WhatsApp",
            [ChannelKind.Voice] = "Call",
            [ChannelKind.Bot] = "Bot",
            [ChannelKind.Webform] = "Web form",
            [ChannelKind.Api] = "Integration",
            [ChannelKind.Phone] = "Phone",
            [ChannelKind.Letter] = "Letter",
            [ChannelKind.Visit] = "Visit",
            [ChannelKind.Internal] = "Internal",
        },
        Availabilities = new Dictionary<Availability, string>
        {
            [Availability.Online] = "Online",
            [Availability.Busy] = "Busy",
            [Availability.Away] = "Away",
            [Availability.Offline] = "Offline",
        },
        Deliveries = new Dictionary<DeliveryState, string>
        {
            [DeliveryState.Pending] = "Queued",
            [DeliveryState.Sent] = "Sent",
            [DeliveryState.Delivered] = "Delivered",
            [DeliveryState.Read] = "Read",
            [DeliveryState.Failed] = "Not delivered",
            [DeliveryState.Uncertain] = "Delivery uncertain",
        },
    };

    public static WordTexts German { get; } = new()
    {
        States = new Dictionary<TicketState, string>
        {
            [TicketState.New] = "Neu",
            [TicketState.Open] = "Offen",
            [TicketState.Pending] = "Wartend",
            [TicketState.Closed] = "Geschlossen",
            [TicketState.Merged] = "Zusammengeführt",
        },
        Priorities = new Dictionary<Priority, string>
        {
            [Priority.Low] = "Niedrig",
            [Priority.Normal] = "Normal",
            [Priority.High] = "Hoch",
            [Priority.Urgent] = "Dringend",
        },
        Channels = new Dictionary<ChannelKind, string>
        {
            [ChannelKind.Chat] = "Chat",
            [ChannelKind.Email] = "E-Mail",
            [ChannelKind.Sms] = "SMS",
            [ChannelKind.Whatsapp] = "WhatsApp",
            [ChannelKind.Voice] = "Anruf",
            [ChannelKind.Bot] = "Bot",
            [ChannelKind.Webform] = "Webformular",
            [ChannelKind.Api] = "Schnittstelle",
            [ChannelKind.Phone] = "Telefon",
            [ChannelKind.Letter] = "Brief",
            [ChannelKind.Visit] = "Besuch",
            [ChannelKind.Internal] = "Intern",
        },
        Availabilities = new Dictionary<Availability, string>
        {
            [Availability.Online] = "Online",
            [Availability.Busy] = "Beschäftigt",
            [Availability.Away] = "Abwesend",
            [Availability.Offline] = "Offline",
        },
        Deliveries = new Dictionary<DeliveryState, string>
        {
            [DeliveryState.Pending] = "In Zustellung",
            [DeliveryState.Sent] = "Gesendet",
            [DeliveryState.Delivered] = "Zugestellt",
            [DeliveryState.Read] = "Gelesen",
            [DeliveryState.Failed] = "Nicht zugestellt",
            [DeliveryState.Uncertain] = "Zustellung ungewiss",
        },
    };
}
