using Hub.Core.Inboxes;
using Hub.Core.Tickets;

namespace Hub.Server.Start;

/// <summary>A sample thread.</summary>
public sealed record DemoThread(string Name, string Email, string Subject, string Question)
{
    /// <summary>0 the first queue, 1 and 2 the others.</summary>
    public int Place { get; init; }

    public bool ByMail { get; init; } = true;

    public Priority? Priority { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? Note { get; init; }

    public string? Answer { get; init; }

    public string? Status { get; init; }
}

/// <summary>Words of the sample data.</summary>
public static class DemoTexts
{
    public static InboxDraft ChatInbox(IReadOnlyList<string> origins) => new()
    {
        Name = "Shop chat",
        Channel = ChannelKind.Chat,
        Settings = new InboxSettings
        {
            AllowedOrigins = origins,
            Title = "Kettle & Co.",
            Color = "#2f5bea",
        },
    };

    /// <summary>Without servers: nothing is fetched and nothing leaves the machine.</summary>
    public static InboxDraft MailInbox { get; } = new()
    {
        Name = "Shop mail",
        Channel = ChannelKind.Email,
        Settings = new InboxSettings { Address = "support@shop.example" },
    };

    public static IReadOnlyList<(string Name, string Email, string Language)> Agents { get; } =
    [
        ("Anna Berger", "anna@hub.local", "de"), ("Ben Clarke", "ben@hub.local", "en"), ("Carla Díaz", "carla@hub.local", "en"),
    ];

    public static IReadOnlyList<(string Shortcut, string Title, string Text)> CannedResponses { get; } =
    [
        ("hello", "Greeting", "Hello {{contact.name}},\n\nthank you for writing to us. "),
        ("hallo", "Begrüßung", "Guten Tag {{contact.name}},\n\nvielen Dank für Ihre Nachricht. "),
        ("return", "How to return", "You can send the item back within 30 days, free of charge. The label is in your customer account under “Orders”."),
        ("number", "Ask for the order number", "Could you tell us the order number? It starts with KC- and is in your confirmation."),
        ("bye", "Closing words", "Kind regards\n{{agent.name}}\nTicket {{ticket.number}}"),
    ];

    public static IReadOnlyList<DemoThread> Threads { get; } =
    [
        new("Marta Nowak", "marta@customer.example", "Kettle leaks after two weeks",
            "Hello,\n\nthe kettle I bought two weeks ago leaks at the handle. Order KC-20417. Can I get a new one?\n\nMarta")
        {
            Priority = Priority.High, Tags = ["warranty"], Note = "Third leak of this batch. Asked the warehouse to check lot 7.",
        },
        new("Jonas Weber", "jonas@kunde.example", "Rechnung fehlt",
            "Guten Tag,\n\nzu meiner Bestellung KC-20388 habe ich keine Rechnung bekommen. Können Sie sie mir bitte schicken?\n\nJonas Weber")
        {
            Place = 1, Tags = ["rechnung"],
        },
        new("Aisha Khan", "aisha@customer.example", "Where is my parcel?",
            "The tracking has said “in delivery” for three days. Is it lost?") { Priority = Priority.Urgent, Tags = ["shipping"] },
        new("Peter Lang", "peter@kunde.example", "Rückgabe Teekanne",
            "Die Kanne ist mir zu groß. Wie schicke ich sie zurück?")
        {
            Place = 2, ByMail = false, Answer = "Guten Tag Herr Lang, das Rücksendeetikett liegt in Ihrem Kundenkonto unter „Bestellungen“.", Status = "pending",
        },
        new("Sofia Rossi", "sofia@customer.example", "Discount for a café",
            "We would like to order 40 cups for our café. Is there a price for larger orders?") { ByMail = false, Note = "Sales calls back on Monday." },
        new("Tom Becker", "tom@kunde.example", "Passwort vergessen", "Ich komme nicht mehr in mein Kundenkonto.")
        {
            ByMail = false, Answer = "Wir haben Ihnen einen Link geschickt.", Status = "closed",
        },
    ];
}
