namespace Hub.Server.Accounts.Pages;

/// <summary>German.</summary>
public static class PageTextsGerman
{
    public static PageTexts All { get; } = new()
    {
        Language = "de",
        SignIn = "Anmelden",
        SignInLead = "Willkommen zurück. Melden Sie sich an, um zu antworten.",
        Email = "E-Mail-Adresse",
        Password = "Passwort",
        Remember = "30 Tage angemeldet bleiben",
        Forgotten = "Passwort vergessen?",
        Refused = "Adresse und Passwort passen nicht zusammen.",
        Throttled = "Zu viele Versuche. Bitte warten Sie {0} Minuten.",
        Expired = "Dieses Formular war zu lange offen. Bitte versuchen Sie es noch einmal.",
        SignOut = "Abmelden",
        SignedOut = "Sie sind abgemeldet.",
        Welcome = "Willkommen bei Hub",
        ChoosePassword = "Wählen Sie ein Passwort mit mindestens 8 Zeichen. Gut sind ein paar Wörter hintereinander.",
        NewPassword = "Neues Passwort",
        Repeat = "Neues Passwort noch einmal",
        NotEqual = "Die beiden Passwörter sind verschieden.",
        Weak = "Ein Passwort hat 8 bis 256 Zeichen und ist nicht leicht zu erraten.",
        Save = "Speichern und weiter",
        LinkGone = "Dieser Link gilt nicht mehr",
        LinkGoneLead = "Jeder Link gilt einmal und nur für begrenzte Zeit. Bitten Sie jemanden aus der Verwaltung um einen neuen oder setzen Sie das Passwort zurück.",
        Reset = "Passwort zurücksetzen",
        ResetLead = "Wir schicken Ihnen einen Link. Er gilt einmal, eine Stunde lang.",
        SendLink = "Link schicken",
        ResetSent = "Wenn es ein Konto mit dieser Adresse gibt, ist ein Link unterwegs. Kommt nichts an, fragen Sie in der Verwaltung nach einem Link.",
        ChangePassword = "Passwort ändern",
        CurrentPassword = "Aktuelles Passwort",
        WrongPassword = "Das aktuelle Passwort stimmt nicht.",
        BackToSignIn = "Zur Anmeldung",
        StartLead = "Chat und E-Mail in einem lebendigen Verlauf, einmal beantwortet.",
        Console = "Konsole",
        ConsoleLead = "Hier lesen und antworten Bearbeiter",
        Demo = "Beispielladen",
        DemoLead = "Eine Seite mit dem Chat-Fenster",
        Api = "API-Beschreibung",
        ApiLead = "REST, beschrieben und zum Ausprobieren",
        MailSubject = "Ihr Link, um ein Passwort zu setzen",
        MailText = "Guten Tag,\n\nhier können Sie einmal und innerhalb einer Stunde ein neues Passwort setzen:\n\n{0}\n\nWenn Sie das nicht wollten, brauchen Sie nichts zu tun.",
    };
}
