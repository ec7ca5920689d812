namespace Hub.Agent.Blazor.Texts;

/// <summary>Why exactly something lies in the tray, in the texts' language.</summary>
public static class TraySentence
{
    private static readonly SentenceTable German = new(
    [
        ("Automatic mail: {0}.", "Automatische E-Mail: {0}."),
        ("A machine wrote it and it belongs to no ticket.", "Eine Maschine hat sie geschrieben, und sie gehört zu keinem Ticket."),
        ("A mail system wrote it.", "Ein Mailsystem hat sie geschrieben."),
        ("It went through this installation before.", "Sie ging schon einmal durch diese Installation."),
        ("It is a mail of our own.", "Sie ist unsere eigene E-Mail."),
        ("It answers a notice of Hub's own.", "Sie antwortet auf einen Hinweis von Hub selbst."),
        ("It comes from one of our own mailboxes.", "Sie kommt aus einem unserer eigenen Postfächer."),
        ("It reports on a mail that is none of ours.", "Sie meldet etwas über eine E-Mail, die nicht von uns ist."),
        ("blocked: {0} is on the list of blocked senders.", "{0} steht auf der Liste der gesperrten Absender."),
        ("untrusted: the mail server's check disproved the sender's address (DMARC).", "Die Prüfung des Mailservers (DMARC) widerlegt die Absenderadresse."),
        ("unroutable: its inbox is gone", "Ihren Eingang gibt es nicht mehr."),
        ("unreadable: {0}", "Nicht lesbar: {0}"),
        ("poison: failed {0} times: {1}", "{0}-mal fehlgeschlagen: {1}"),
        ("oversize: {0} bytes, {1} are allowed; only the headers were fetched", "{0} Bytes, erlaubt sind {1}; nur die Kopfzeilen wurden geholt."),
    ]);

    /// <summary>The reason; one that is not known stays as it is.</summary>
    public static string Of(string reason, bool isGerman) => isGerman ? German.Find(reason) ?? reason : reason;
}
