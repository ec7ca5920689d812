using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.Texts;

/// <summary>The thread.</summary>
public sealed record ThreadTexts
{
    public required string Label { get; init; }
    public required string Back { get; init; }
    public required string Details { get; init; }
    public required string Nothing { get; init; }
    public required string NothingHint { get; init; }
    public required string NotFound { get; init; }
    public required string Note { get; init; }
    public required string Earlier { get; init; }
    /// <summary>{0} = count.</summary>
    public required string Changes { get; init; }
    public required string ShowQuote { get; init; }
    public required string HideQuote { get; init; }
    public required string Raw { get; init; }
    public required string RawView { get; init; }
    public required string Delivery { get; init; }
    /// <summary>{0} = how many, {1} = of how many recipients.</summary>
    public required string PartlyDelivered { get; init; }
    public required string Formatted { get; init; }
    public required string PlainText { get; init; }
    public required string ShowImages { get; init; }
    /// <summary>{0} = count.</summary>
    public required string ImagesBlocked { get; init; }
    public required string WhyHere { get; init; }
    public required string WrongTicket { get; init; }
    public required string Retry { get; init; }
    public required string OtherSender { get; init; }
    public required string WrittenOutside { get; init; }
    public required string PossibleDuplicate { get; init; }
    public required string TextOnly { get; init; }
    public required string Download { get; init; }
    /// <summary>{0} = name.</summary>
    public required string Typing { get; init; }
    public required string To { get; init; }
    public required string Cc { get; init; }
    public required string From { get; init; }
    public required string NewMessages { get; init; }
    public required string MoreActions { get; init; }
    public required string Automatic { get; init; }
    public required string MailFrame { get; init; }
    /// <summary>{0} = name, {1} = doing.</summary>
    public required string IsReplying { get; init; }
    public required string IsNoting { get; init; }
    public required string IsViewing { get; init; }
    public required IReadOnlyDictionary<SenderTrust, string> Trusts { get; init; }
    public required IReadOnlyDictionary<SenderTrust, string> TrustHints { get; init; }
    public required string Checks { get; init; }

    public static ThreadTexts English { get; } = new()
    {
        Label = "Thread",
        Back = "Back to the list",
        Details = "Details",
        Nothing = "No ticket selected",
        NothingHint = "Choose one from the list, or press J and K to move through it.",
        NotFound = "This ticket is not there, or you may not see it.",
        Note = "Internal note",
        Earlier = "Loading earlier entries…",
        Changes = "{0} changes",
        ShowQuote = "Show quoted text",
        HideQuote = "Hide quoted text",
        Raw = "Download original",
        RawView = "View original",
        Delivery = "Delivery",
        PartlyDelivered = "Not delivered to {0} of {1}",
        Formatted = "Show formatted",
        PlainText = "Show as text",
        ShowImages = "Show images",
        ImagesBlocked = "{0} remote images blocked",
        WhyHere = "Why is this here?",
        WrongTicket = "Wrong ticket? Move it…",
        Retry = "Send again",
        OtherSender = "Other sender",
        WrittenOutside = "Sent from a mail program",
        PossibleDuplicate = "Possible duplicate",
        TextOnly = "Formatting left out: see the original",
        Download = "Download",
        Typing = "{0} is typing",
        To = "To",
        Cc = "Cc",
        From = "From",
        NewMessages = "New messages",
        MoreActions = "More about this message",
        Automatic = "Automatic message",
        MailFrame = "Formatted mail",
        IsReplying = "{0} is writing a reply",
        IsNoting = "{0} is writing a note",
        IsViewing = "{0} is looking at this ticket",
        Trusts = new Dictionary<SenderTrust, string>
        {
            [SenderTrust.Verified] = "verified",
            [SenderTrust.Unverified] = "unverified",
            [SenderTrust.Failed] = "Sender disproved",
        },
        TrustHints = new Dictionary<SenderTrust, string>
        {
            [SenderTrust.Verified] = "The mail server confirmed the sender's domain.",
            [SenderTrust.Unverified] = "Nobody confirmed that the sender is who the mail says.",
            [SenderTrust.Failed] = "The mail server found that the mail does not come from the sender's domain. Do not trust it.",
        },
        Checks = "Sender checks",
    };

    public static ThreadTexts German { get; } = new()
    {
        Label = "Verlauf",
        Back = "Zurück zur Liste",
        Details = "Details",
        Nothing = "Kein Ticket ausgewählt",
        NothingHint = "Wählen Sie eines aus der Liste oder blättern Sie mit J und K.",
        NotFound = "Dieses Ticket gibt es nicht, oder Sie dürfen es nicht sehen.",
        Note = "Interne Notiz",
        Earlier = "Frühere Einträge werden geladen …",
        Changes = "{0} Änderungen",
        ShowQuote = "Zitat anzeigen",
        HideQuote = "Zitat ausblenden",
        Raw = "Original herunterladen",
        RawView = "Original ansehen",
        Delivery = "Zustellung",
        PartlyDelivered = "Nicht zugestellt an {0} von {1}",
        Formatted = "Formatiert anzeigen",
        PlainText = "Als Text anzeigen",
        ShowImages = "Bilder anzeigen",
        ImagesBlocked = "{0} externe Bilder blockiert",
        WhyHere = "Warum steht das hier?",
        WrongTicket = "Falsches Ticket? Verschieben …",
        Retry = "Erneut senden",
        OtherSender = "Anderer Absender",
        WrittenOutside = "Aus einem Mailprogramm gesendet",
        PossibleDuplicate = "Mögliches Duplikat",
        TextOnly = "Ohne Formatierung: siehe Original",
        Download = "Herunterladen",
        Typing = "{0} schreibt",
        To = "An",
        Cc = "Kopie",
        From = "Von",
        NewMessages = "Neue Nachrichten",
        MoreActions = "Mehr zu dieser Nachricht",
        Automatic = "Automatische Nachricht",
        MailFrame = "Formatierte E-Mail",
        IsReplying = "{0} schreibt eine Antwort",
        IsNoting = "{0} schreibt eine Notiz",
        IsViewing = "{0} sieht dieses Ticket an",
        Trusts = new Dictionary<SenderTrust, string>
        {
            [SenderTrust.Verified] = "geprüft",
            [SenderTrust.Unverified] = "ungeprüft",
            [SenderTrust.Failed] = "Absender widerlegt",
        },
        TrustHints = new Dictionary<SenderTrust, string>
        {
            [SenderTrust.Verified] = "Der Mailserver hat die Domain des Absenders bestätigt.",
            [SenderTrust.Unverified] = "Niemand hat bestätigt, dass der Absender der ist, den die E-Mail nennt.",
            [SenderTrust.Failed] = "Die E-Mail kommt laut Mailserver nicht von der Domain des Absenders. Trauen Sie ihr nicht.",
        },
        Checks = "Absenderprüfung",
    };
}
