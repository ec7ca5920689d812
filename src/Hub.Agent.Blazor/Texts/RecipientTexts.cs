using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.Texts;

/// <summary>Who gets a mail.</summary>
public sealed record RecipientTexts
{
    public required string Label { get; init; }
    public required string To { get; init; }
    public required string Cc { get; init; }
    public required string Bcc { get; init; }
    public required string From { get; init; }
    public required string Nobody { get; init; }
    public required string Scope { get; init; }
    public required IReadOnlyDictionary<ReplyScope, string> Scopes { get; init; }
    public required IReadOnlyDictionary<ReplyScope, string> ScopeHints { get; init; }
    public required string Suggestions { get; init; }
    public required string Add { get; init; }
    /// <summary>{0} = address.</summary>
    public required string Remove { get; init; }
    /// <summary>{0} = addresses.</summary>
    public required string Added { get; init; }
    /// <summary>{0} = address.</summary>
    public required string Removed { get; init; }
    /// <summary>{0} = what was typed.</summary>
    public required string NoAddress { get; init; }
    /// <summary>{0} = address.</summary>
    public required string Own { get; init; }
    /// <summary>{0} = most, {1} = how many there are.</summary>
    public required string TooMany { get; init; }
    public required string NeedsTo { get; init; }
    /// <summary>{0} = addresses.</summary>
    public required string Undeliverable { get; init; }
    /// <summary>{0} = addresses.</summary>
    public required string Outside { get; init; }
    /// <summary>{0} = name.</summary>
    public required string CustomerMissing { get; init; }
    /// <summary>{0} = address.</summary>
    public required string LeftOut { get; init; }
    /// <summary>{0} = address.</summary>
    public required string Newcomer { get; init; }

    /// <summary>The name of a field of the composer.</summary>
    public string NameOf(string field) => field switch
    {
        "to" => To,
        "cc" => Cc,
        "bcc" => Bcc,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "There is no such field."),
    };

    public static RecipientTexts English { get; } = new()
    {
        Label = "Recipients",
        To = "To",
        Cc = "Cc",
        Bcc = "Bcc",
        From = "From",
        Nobody = "nobody yet",
        Scope = "Who is answered",
        Scopes = new Dictionary<ReplyScope, string> { [ReplyScope.All] = "Reply all", [ReplyScope.Sender] = "Reply" },
        ScopeHints = new Dictionary<ReplyScope, string> { [ReplyScope.All] = "Answer everybody who takes part", [ReplyScope.Sender] = "Answer the sender alone" },
        Suggestions = "Suggestions",
        Add = "Add",
        Remove = "Remove {0}",
        Added = "{0} added",
        Removed = "{0} removed",
        NoAddress = "“{0}” is not an e-mail address.",
        Own = "{0} is an address of Hub itself: the mail would come back.",
        TooMany = "A mail goes to at most {0} addresses; these are {1}.",
        NeedsTo = "A mail needs at least one address in To.",
        Undeliverable = "Mail to {0} came back. It is tried all the same.",
        Outside = "Not part of this conversation so far: {0}",
        CustomerMissing = "{0}, who asked, does not get this mail.",
        LeftOut = "{0} is left out: mail to it came back.",
        Newcomer = "{0} now takes part.",
    };

    public static RecipientTexts German { get; } = new()
    {
        Label = "Empfänger",
        To = "An",
        Cc = "Cc",
        Bcc = "Bcc",
        From = "Von",
        Nobody = "noch niemand",
        Scope = "Wer Antwort bekommt",
        Scopes = new Dictionary<ReplyScope, string> { [ReplyScope.All] = "Allen", [ReplyScope.Sender] = "Absender" },
        ScopeHints = new Dictionary<ReplyScope, string> { [ReplyScope.All] = "Allen Beteiligten antworten", [ReplyScope.Sender] = "Nur dem Absender antworten" },
        Suggestions = "Vorschläge",
        Add = "Hinzufügen",
        Remove = "{0} entfernen",
        Added = "{0} hinzugefügt",
        Removed = "{0} entfernt",
        NoAddress = "„{0}“ ist keine E-Mail-Adresse.",
        Own = "{0} ist eine Adresse von Hub selbst: Die E-Mail käme zurück.",
        TooMany = "Eine E-Mail geht an höchstens {0} Adressen; hier sind es {1}.",
        NeedsTo = "Eine E-Mail braucht mindestens eine Adresse im Feld „An“.",
        Undeliverable = "E-Mails an {0} kamen zurück. Es wird trotzdem versucht.",
        Outside = "Bisher nicht beteiligt: {0}",
        CustomerMissing = "{0} hat gefragt, bekommt diese E-Mail aber nicht.",
        LeftOut = "{0} ist ausgelassen: E-Mails dorthin kamen zurück.",
        Newcomer = "{0} ist jetzt beteiligt.",
    };
}
