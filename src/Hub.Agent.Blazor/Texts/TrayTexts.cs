using Hub.Core.AutomaticMails;
using Hub.Core.Inbound;

namespace Hub.Agent.Blazor.Texts;

/// <summary>What was kept back, who is blocked, and where Hub writes no mail by itself.</summary>
public sealed record TrayTexts
{
    public required string Kept { get; init; }
    public required string Blocked { get; init; }
    public required string Addresses { get; init; }
    public required IReadOnlyDictionary<TrayCause, (string Word, string Sentence)> Causes { get; init; }
    public required string NewTicket { get; init; }
    public required string IntoTicket { get; init; }
    public required string Number { get; init; }
    public required string NoTicket { get; init; }
    public required string StillHeld { get; init; }
    /// <summary>{0} = address or domain.</summary>
    public required string Block { get; init; }
    /// <summary>{0} = address or domain.</summary>
    public required string IsBlocked { get; init; }
    public required string Unblock { get; init; }
    public required string BlockedHint { get; init; }
    public required string NobodyBlocked { get; init; }
    public required string Sender { get; init; }
    public required string AddressesHint { get; init; }
    public required string AllReached { get; init; }
    public required IReadOnlyDictionary<SilenceCause, string> Silences { get; init; }
    /// <summary>{0} = day.</summary>
    public required string Until { get; init; }
    public required string UntilLifted { get; init; }
    public required string Lift { get; init; }
    /// <summary>{0} = queue, {1} = mails a minute, {2} = when.</summary>
    public required string Paused { get; init; }
    public required string Resume { get; init; }

    public static TrayTexts English { get; } = new()
    {
        Kept = "Kept back",
        Blocked = "Blocked senders",
        Addresses = "No automatic mail to",
        Causes = new Dictionary<TrayCause, (string, string)>
        {
            [TrayCause.Automatic] = ("automatic", "A machine wrote it and it belongs to no ticket."),
            [TrayCause.Loop] = ("loop", "It is our own mail coming back."),
            [TrayCause.Bounce] = ("bounce", "It reports on a mail that is in no ticket."),
            [TrayCause.Untrusted] = ("untrusted", "The mail server disproved the sender's address."),
            [TrayCause.Unroutable] = ("unroutable", "Its inbox is gone."),
            [TrayCause.Unreadable] = ("unreadable", "It cannot be read as a mail."),
            [TrayCause.Oversize] = ("oversize", "It is larger than what is taken in; only its headers are here."),
            [TrayCause.Unfetchable] = ("not fetched", "The mail server does not give it. It still lies there, unread."),
            [TrayCause.Poison] = ("poison", "Filing it failed again and again."),
            [TrayCause.Blocked] = ("blocked", "Its sender is blocked."),
        },
        NewTicket = "As a new ticket",
        IntoTicket = "Into ticket",
        Number = "Number",
        NoTicket = "There is no such ticket.",
        StillHeld = "It stays in the tray: {0}",
        Block = "Block {0}",
        IsBlocked = "Mail from {0} goes to the tray from now on.",
        Unblock = "Unblock",
        BlockedHint = "Mail from these addresses and domains goes to the tray. A domain stands for everything below it.",
        NobodyBlocked = "Nobody is blocked.",
        Sender = "Address or domain",
        AddressesHint = "Mail to these addresses came back for good, or their owners complained. Hub writes them nothing by itself; your replies are sent as ever.",
        AllReached = "Every address is reached.",
        Silences = new Dictionary<SilenceCause, string> { [SilenceCause.Bounce] = "not delivered", [SilenceCause.Complaint] = "complaint" },
        Until = "until {0}",
        UntilLifted = "until it is lifted",
        Lift = "Allow again",
        Paused = "{0} wrote more than {1} automatic mails a minute and writes none since {2}. Look for a loop, then let it go on.",
        Resume = "Let it go on",
    };

    public static TrayTexts German { get; } = new()
    {
        Kept = "Zurückgehalten",
        Blocked = "Gesperrte Absender",
        Addresses = "Keine automatischen E-Mails an",
        Causes = new Dictionary<TrayCause, (string, string)>
        {
            [TrayCause.Automatic] = ("automatisch", "Eine Maschine hat sie geschrieben, und sie gehört zu keinem Ticket."),
            [TrayCause.Loop] = ("Schleife", "Unsere eigene E-Mail kam zurück."),
            [TrayCause.Bounce] = ("Rückläufer", "Sie meldet etwas über eine E-Mail, die in keinem Ticket steht."),
            [TrayCause.Untrusted] = ("nicht vertrauenswürdig", "Der Mailserver hat die Absenderadresse widerlegt."),
            [TrayCause.Unroutable] = ("nicht zuzuordnen", "Ihren Eingang gibt es nicht mehr."),
            [TrayCause.Unreadable] = ("unlesbar", "Sie ist nicht als E-Mail lesbar."),
            [TrayCause.Oversize] = ("zu groß", "Sie ist größer als erlaubt; nur die Kopfzeilen sind hier."),
            [TrayCause.Unfetchable] = ("nicht abgeholt", "Der Mailserver gibt sie nicht heraus. Sie liegt noch dort, ungelesen."),
            [TrayCause.Poison] = ("fehlerhaft", "Sie ließ sich mehrfach nicht ablegen."),
            [TrayCause.Blocked] = ("gesperrt", "Ihr Absender ist gesperrt."),
        },
        NewTicket = "Als neues Ticket",
        IntoTicket = "In Ticket",
        Number = "Nummer",
        NoTicket = "Dieses Ticket gibt es nicht.",
        StillHeld = "Sie bleibt in der Ablage: {0}",
        Block = "{0} sperren",
        IsBlocked = "E-Mails von {0} kommen ab jetzt in die Ablage.",
        Unblock = "Entsperren",
        BlockedHint = "E-Mails von diesen Adressen und Domains kommen in die Ablage. Eine Domain gilt auch für alles darunter.",
        NobodyBlocked = "Niemand ist gesperrt.",
        Sender = "Adresse oder Domain",
        AddressesHint = "E-Mails an diese Adressen kamen endgültig zurück, oder ihre Besitzer haben sich beschwert. Hub schreibt ihnen nichts von selbst; Ihre Antworten gehen wie immer hinaus.",
        AllReached = "Jede Adresse ist erreichbar.",
        Silences = new Dictionary<SilenceCause, string> { [SilenceCause.Bounce] = "nicht zustellbar", [SilenceCause.Complaint] = "Beschwerde" },
        Until = "bis {0}",
        UntilLifted = "bis es jemand aufhebt",
        Lift = "Wieder erlauben",
        Paused = "{0} hat mehr als {1} automatische E-Mails in einer Minute geschrieben und schreibt seit {2} keine mehr. Suchen Sie nach einer Schleife, dann erlauben Sie es wieder.",
        Resume = "Wieder erlauben",
    };
}
