using Hub.Core.Queues;

namespace Hub.Agent.Blazor.Texts;

/// <summary>The screens for administrators.</summary>
public sealed record SettingsTexts
{
    public required string Title { get; init; }
    public required string Inboxes { get; init; }
    public required string Queues { get; init; }
    public required string Agents { get; init; }
    public required string Canned { get; init; }
    public required string Tray { get; init; }
    public required string TrayHint { get; init; }
    public required string TrayEmpty { get; init; }
    public required string Add { get; init; }
    public required string Save { get; init; }
    public required string Saved { get; init; }
    public required string Delete { get; init; }
    public required string DeleteAsk { get; init; }
    public required string Cancel { get; init; }
    public required string Edit { get; init; }
    public required string Name { get; init; }
    public required string Channel { get; init; }
    public required string Queue { get; init; }
    public required string Enabled { get; init; }
    public required string AllowedOrigins { get; init; }
    public required string AllowedOriginsHint { get; init; }
    public required string Greeting { get; init; }
    public required string PanelTitle { get; init; }
    public required string Color { get; init; }
    public required string Embed { get; init; }
    public required string EmbedHint { get; init; }
    public required string Copy { get; init; }
    public required string Copied { get; init; }
    public required string Address { get; init; }
    public required string SenderName { get; init; }
    public required string OwnNames { get; init; }
    public required string Incoming { get; init; }
    public required string Outgoing { get; init; }
    public required string None { get; init; }
    public required string Host { get; init; }
    public required string Port { get; init; }
    public required string Security { get; init; }
    public required string User { get; init; }
    public required string Password { get; init; }
    public required string PasswordKept { get; init; }
    public required string Folder { get; init; }
    public required string Receipt { get; init; }
    public required string GroupSender { get; init; }
    public required string TakesReplyTo { get; init; }
    public required string Signature { get; init; }
    public required string Test { get; init; }
    public required string TestGood { get; init; }
    /// <summary>{0} = since when, {1} = what the server did.</summary>
    public required string Trouble { get; init; }
    public required string Parent { get; init; }
    public required string Top { get; init; }
    public required string FollowUp { get; init; }
    public required IReadOnlyDictionary<FollowUpPolicy, string> FollowUps { get; init; }
    public required string Email { get; init; }
    public required string Administrator { get; init; }
    public required string AllQueues { get; init; }
    public required string Active { get; init; }
    public required string Invite { get; init; }
    public required string InviteLink { get; init; }
    public required string NewLink { get; init; }
    public required string Shortcut { get; init; }
    public required string Text { get; init; }
    public required string Placeholders { get; init; }
    public required string Discard { get; init; }
    public required string SenderCheck { get; init; }
    public required string AuthservId { get; init; }
    public required string AuthservIdHint { get; init; }
    public required string HoldsUntrusted { get; init; }

    public static SettingsTexts English { get; } = new()
    {
        Title = "Settings",
        Inboxes = "Inboxes",
        Queues = "Queues",
        Agents = "Agents",
        Canned = "Canned responses",
        Tray = "Tray",
        TrayHint = "Messages that Hub kept back, and why. Release one as a new ticket or into one that exists; discard removes it.",
        TrayEmpty = "The tray is empty.",
        Add = "Add",
        Save = "Save",
        Saved = "Saved",
        Delete = "Delete",
        DeleteAsk = "Delete “{0}”?",
        Cancel = "Cancel",
        Edit = "Edit",
        Name = "Name",
        Channel = "Channel",
        Queue = "New tickets go to",
        Enabled = "Enabled",
        AllowedOrigins = "Allowed sites",
        AllowedOriginsHint = "One origin a line, for example https://shop.example. Only these may show the widget.",
        Greeting = "Greeting",
        PanelTitle = "Title of the panel",
        Color = "Colour",
        Embed = "Embed",
        EmbedHint = "Put this line before the end of the page.",
        Copy = "Copy",
        Copied = "Copied",
        Address = "Address",
        SenderName = "Sender name",
        OwnNames = "each agent's own name",
        Incoming = "Incoming mail",
        Outgoing = "Outgoing mail (SMTP)",
        None = "None",
        Host = "Server",
        Port = "Port",
        Security = "Encryption",
        User = "User",
        Password = "Password",
        PasswordKept = "Unchanged when empty",
        Folder = "Folder",
        Receipt = "Send a receipt with the ticket number",
        GroupSender = "Behind a mailing list, take the author it names as sender",
        TakesReplyTo = "Take Reply-To as sender (forms and shops)",
        Signature = "Signature",
        Test = "Test connection",
        TestGood = "The connection works.",
        Trouble = "Nothing comes in since {0}: {1} Hub goes on trying.",
        Parent = "Within",
        Top = "Top level",
        FollowUp = "A message to a closed ticket",
        Email = "E-mail",
        Administrator = "Administrator",
        AllQueues = "All queues",
        Active = "Active",
        Invite = "Invite",
        InviteLink = "Sign-in link, works once",
        NewLink = "New sign-in link",
        FollowUps = new Dictionary<FollowUpPolicy, string>
        {
            [FollowUpPolicy.Reopen] = "opens it again",
            [FollowUpPolicy.NewTicket] = "makes a new, linked ticket",
            [FollowUpPolicy.NewTicketAfterDays] = "opens it again, later makes a new one",
            [FollowUpPolicy.KeepClosed] = "is kept; the ticket stays closed",
        },
        Shortcut = "Shortcut",
        Text = "Text",
        Placeholders = "Filled in: {{contact.name}}, {{agent.name}}, {{ticket.number}}, {{ticket.subject}}",
        Discard = "Discard",
        SenderCheck = "Check of senders",
        AuthservId = "Mail server whose verdict is believed",
        AuthservIdHint = "Its name as the first word of Authentication-Results in a received mail. Empty: no sender counts as verified.",
        HoldsUntrusted = "Keep mail of disproved senders in the tray",
    };

    public static SettingsTexts German { get; } = new()
    {
        Title = "Einstellungen",
        Inboxes = "Eingänge",
        Queues = "Warteschlangen",
        Agents = "Bearbeiter",
        Canned = "Vorlagen",
        Tray = "Ablage",
        TrayHint = "Nachrichten, die Hub zurückgehalten hat, mit Grund. Geben Sie sie als neues Ticket oder in ein vorhandenes frei; Verwerfen entfernt sie.",
        TrayEmpty = "Die Ablage ist leer.",
        Add = "Hinzufügen",
        Save = "Speichern",
        Saved = "Gespeichert",
        Delete = "Löschen",
        DeleteAsk = "„{0}“ löschen?",
        Cancel = "Abbrechen",
        Edit = "Bearbeiten",
        Name = "Name",
        Channel = "Kanal",
        Queue = "Neue Tickets kommen nach",
        Enabled = "Aktiv",
        AllowedOrigins = "Erlaubte Websites",
        AllowedOriginsHint = "Eine Adresse je Zeile, etwa https://shop.example. Nur diese dürfen das Widget zeigen.",
        Greeting = "Begrüßung",
        PanelTitle = "Titel des Fensters",
        Color = "Farbe",
        Embed = "Einbetten",
        EmbedHint = "Diese Zeile kommt vor das Ende der Seite.",
        Copy = "Kopieren",
        Copied = "Kopiert",
        Address = "Adresse",
        SenderName = "Absendername",
        OwnNames = "Name des Bearbeiters",
        Incoming = "Eingehende E-Mail",
        Outgoing = "Ausgehende E-Mail (SMTP)",
        None = "Keine",
        Host = "Server",
        Port = "Port",
        Security = "Verschlüsselung",
        User = "Benutzer",
        Password = "Passwort",
        PasswordKept = "Leer: bleibt unverändert",
        Folder = "Ordner",
        Receipt = "Eingangsbestätigung mit Ticketnummer senden",
        GroupSender = "Hinter einer Mailingliste deren genannten Verfasser als Absender nehmen",
        TakesReplyTo = "Antwortadresse (Reply-To) als Absender nehmen (Formulare und Shops)",
        Signature = "Signatur",
        Test = "Verbindung testen",
        TestGood = "Die Verbindung funktioniert.",
        Trouble = "Seit {0} kommt nichts herein: {1} Hub versucht es weiter.",
        Parent = "Unter",
        Top = "Oberste Ebene",
        FollowUp = "Nachricht zu geschlossenem Ticket",
        Email = "E-Mail",
        Administrator = "Administrator",
        AllQueues = "Alle Warteschlangen",
        Active = "Aktiv",
        Invite = "Einladen",
        InviteLink = "Anmeldelink, gilt einmal",
        NewLink = "Neuer Anmeldelink",
        FollowUps = new Dictionary<FollowUpPolicy, string>
        {
            [FollowUpPolicy.Reopen] = "öffnet es wieder",
            [FollowUpPolicy.NewTicket] = "legt ein neues, verknüpftes Ticket an",
            [FollowUpPolicy.NewTicketAfterDays] = "öffnet es wieder, später ein neues",
            [FollowUpPolicy.KeepClosed] = "wird abgelegt, das Ticket bleibt geschlossen",
        },
        Shortcut = "Kürzel",
        Text = "Text",
        Placeholders = "Wird ausgefüllt: {{contact.name}}, {{agent.name}}, {{ticket.number}}, {{ticket.subject}}",
        Discard = "Verwerfen",
        SenderCheck = "Prüfung der Absender",
        AuthservId = "Mailserver, dessen Urteil gilt",
        AuthservIdHint = "Sein Name als erstes Wort von Authentication-Results in einer empfangenen E-Mail. Leer: kein Absender gilt als geprüft.",
        HoldsUntrusted = "E-Mails widerlegter Absender in der Ablage behalten",
    };
}
