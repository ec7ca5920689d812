namespace Hub.Agent.Blazor.Texts;

/// <summary>The composer and what stands in its way.</summary>
public sealed record ComposerTexts
{
    public required string Reply { get; init; }
    public required string Note { get; init; }
    public required string ReplyPlaceholder { get; init; }
    public required string NotePlaceholder { get; init; }
    public required string Send { get; init; }
    public required string AddNote { get; init; }
    public required string SendAndClose { get; init; }
    public required string SendAndPending { get; init; }
    public required string SendMenu { get; init; }
    public required string Attach { get; init; }
    public required string Canned { get; init; }
    public required string NoCanned { get; init; }
    public required string Remove { get; init; }
    public required string DropHere { get; init; }
    public required string Uploading { get; init; }
    public required string UploadFailed { get; init; }
    public required string Saved { get; init; }
    public required string KeptHere { get; init; }
    /// <summary>{0} = holder.</summary>
    public required string LockedBy { get; init; }
    public required string LockedHint { get; init; }
    public required string TakeOver { get; init; }
    /// <summary>{0} = holder.</summary>
    public required string TakeOverAsk { get; init; }
    public required string TakeOverConfirm { get; init; }
    public required string Cancel { get; init; }
    /// <summary>{0} = who.</summary>
    public required string TakenFromYou { get; init; }
    public required string Stale { get; init; }
    public required string StaleHint { get; init; }
    public required string SendAnyway { get; init; }
    public required string StaleBanner { get; init; }
    public required string Seen { get; init; }
    public required string Merged { get; init; }
    public required string Unavailable { get; init; }

    public static ComposerTexts English { get; } = new()
    {
        Reply = "Reply",
        Note = "Internal note",
        ReplyPlaceholder = "Write a reply…  / for a canned response",
        NotePlaceholder = "Write a note that only colleagues see…",
        Send = "Send",
        AddNote = "Add note",
        SendAndClose = "Send & close",
        SendAndPending = "Send & pending",
        SendMenu = "More ways to send",
        Attach = "Attach files",
        Canned = "Canned responses",
        NoCanned = "No canned response fits",
        Remove = "Remove",
        DropHere = "Drop files to attach",
        Uploading = "Uploading",
        UploadFailed = "The file could not be uploaded",
        Saved = "Draft saved",
        KeptHere = "Kept on this device",
        LockedBy = "{0} is answering this ticket",
        LockedHint = "Your text stays here. You can still add a note.",
        TakeOver = "Take over",
        TakeOverAsk = "{0} is writing a reply right now and will be told that you took over. Their draft is kept.",
        TakeOverConfirm = "Take over the reply",
        Cancel = "Cancel",
        TakenFromYou = "{0} took over this reply. Your text is kept as a draft.",
        Stale = "Not sent: something new arrived",
        StaleHint = "Have a look at what is new, then send again if your reply still fits.",
        SendAnyway = "Send anyway",
        StaleBanner = "Something new arrived while you were writing",
        Seen = "Seen",
        Merged = "This ticket continues in another one.",
        Unavailable = "That did not work just now. Your text is kept; please try again.",
    };

    public static ComposerTexts German { get; } = new()
    {
        Reply = "Antwort",
        Note = "Interne Notiz",
        ReplyPlaceholder = "Antwort schreiben …  / für eine Vorlage",
        NotePlaceholder = "Notiz schreiben, die nur Kollegen sehen …",
        Send = "Senden",
        AddNote = "Notiz hinzufügen",
        SendAndClose = "Senden & schließen",
        SendAndPending = "Senden & warten",
        SendMenu = "Weitere Arten zu senden",
        Attach = "Dateien anhängen",
        Canned = "Vorlagen",
        NoCanned = "Keine Vorlage passt",
        Remove = "Entfernen",
        DropHere = "Dateien hier ablegen",
        Uploading = "Wird hochgeladen",
        UploadFailed = "Die Datei konnte nicht hochgeladen werden",
        Saved = "Entwurf gespeichert",
        KeptHere = "Auf diesem Gerät behalten",
        LockedBy = "{0} beantwortet dieses Ticket gerade",
        LockedHint = "Ihr Text bleibt hier. Eine Notiz können Sie trotzdem schreiben.",
        TakeOver = "Übernehmen",
        TakeOverAsk = "{0} schreibt gerade eine Antwort und erfährt, dass Sie übernommen haben. Der Entwurf bleibt erhalten.",
        TakeOverConfirm = "Antwort übernehmen",
        Cancel = "Abbrechen",
        TakenFromYou = "{0} hat diese Antwort übernommen. Ihr Text bleibt als Entwurf erhalten.",
        Stale = "Nicht gesendet: Es ist etwas Neues eingetroffen",
        StaleHint = "Sehen Sie sich das Neue an und senden Sie erneut, wenn Ihre Antwort noch passt.",
        SendAnyway = "Trotzdem senden",
        StaleBanner = "Während Sie schreiben, ist etwas Neues eingetroffen",
        Seen = "Gesehen",
        Merged = "Dieses Ticket wird in einem anderen fortgesetzt.",
        Unavailable = "Das hat gerade nicht geklappt. Ihr Text ist gesichert; bitte versuchen Sie es erneut.",
    };
}
