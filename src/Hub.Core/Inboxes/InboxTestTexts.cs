namespace Hub.Core.Inboxes;

/// <summary>What the test of an inbox says, in German or English.</summary>
public static class InboxTestTexts
{
    /// <summary>One sentence on how a part ended.</summary>
    public static string TextOf(InboxTestPart part, bool isGerman) => part.Result switch
    {
        TestResult.Skipped => isGerman ? "Nicht geprüft." : "Not tried.",
        _ when part.Cause is { } cause => WithWords(string.Format(
            System.Globalization.CultureInfo.InvariantCulture, isGerman ? German(cause) : English(cause), part.Server, part.Detail, HostOf(part)), part),
        _ => isGerman ? "In Ordnung." : "Works.",
    };

    /// <summary>What to do about it; null when the sentence says it all.</summary>
    public static string? AdviceOf(InboxTestPart part, bool isGerman) => part.Advice switch
    {
        null => null,
        TestAdvice.CheckHost => isGerman ? "Vergleichen Sie den Servernamen mit der Hilfe des Anbieters." : "Compare the name of the server with the provider's help.",
        TestAdvice.CheckPort => isGerman
            ? "Prüfen Sie den Port und ob eine Firewall die Verbindung zulässt. Üblich sind 993 (IMAP), 995 (POP3), 587 und 465 (SMTP)."
            : "Check the port, and whether a firewall lets the connection out. Usual are 993 (IMAP), 995 (POP3), 587 and 465 (SMTP).",
        TestAdvice.UseTls => isGerman ? "Dieser Port will TLS von Anfang an: Wählen Sie TLS oder Auto." : "This port wants TLS from the start: choose TLS or Auto.",
        TestAdvice.UseStartTls => isGerman ? "An diesem Port beginnt die Verbindung offen: Wählen Sie STARTTLS oder Auto." : "At this port the connection begins in the open: choose STARTTLS or Auto.",
        TestAdvice.UseCertificateName => isGerman ? "Tragen Sie den Namen ein, für den das Zertifikat gilt." : "Enter the name that the certificate is for.",
        TestAdvice.FixCertificate => isGerman
            ? "Der Betreiber des Servers muss das Zertifikat erneuern, oder dieser Rechner muss dessen Aussteller vertrauen."
            : "The server's operator must renew the certificate, or this machine must trust its issuer.",
        TestAdvice.GoogleAppPassword => isGerman
            ? "Google nimmt hier nur ein App-Passwort (bei eingeschalteter Bestätigung in zwei Schritten) oder die Anmeldung mit OAuth."
            : "Google takes only an app password here (with 2-step verification switched on), or sign-in by OAuth.",
        TestAdvice.MicrosoftOAuth => isGerman
            ? "Microsoft nimmt für Postfächer keine Passwörter mehr: Richten Sie die Anmeldung mit OAuth ein."
            : "Microsoft takes no passwords for mailboxes any more: set up sign-in by OAuth.",
        TestAdvice.CheckPassword => isGerman
            ? "Prüfen Sie Benutzer und Passwort; manche Anbieter wollen die ganze E-Mail-Adresse als Benutzer."
            : "Check user and password; some providers want the whole e-mail address as user.",
        TestAdvice.AllowProtocol => isGerman
            ? "Schalten Sie das Protokoll für dieses Postfach beim Anbieter ein."
            : "Switch the protocol on for this mailbox at the provider.",
        TestAdvice.Agree => isGerman
            ? "Speichern Sie den Eingang, und melden Sie sich dann mit dem Knopf in seinem Formular beim Anbieter an."
            : "Save the inbox, then sign in at the provider with the button in its form.",
        TestAdvice.RenewGrant => isGerman
            ? "Melden Sie sich beim Anbieter neu an, oder tragen Sie ein neues Client-Geheimnis ein."
            : "Sign in at the provider again, or enter a new client secret.",
        TestAdvice.CheckScope => isGerman
            ? "Prüfen Sie beim Anbieter, ob die Anwendung dieses Postfach benutzen darf und ob der Benutzer stimmt."
            : "Check at the provider that the application may use this mailbox, and that the user is right.",
        TestAdvice.UsePassword => isGerman ? "Wählen Sie für diesen Server die Anmeldung mit Passwort." : "Choose sign-in by password for this server.",
        TestAdvice.Encrypt => isGerman ? "Wählen Sie TLS oder STARTTLS." : "Choose TLS or STARTTLS.",
        TestAdvice.CheckFolder => isGerman ? "Der Posteingang heißt INBOX; Unterordner schreibt man wie INBOX/Name oder INBOX.Name." : "The inbox is called INBOX; folders below it are written like INBOX/Name or INBOX.Name.",
        TestAdvice.AllowSender => isGerman
            ? "Erlauben Sie diesem Benutzer beim Anbieter, unter der Adresse zu senden, oder tragen Sie die Adresse des Benutzers ein."
            : "Allow this user at the provider to send as that address, or enter the user's own address.",
        TestAdvice.TryLater => isGerman ? "Versuchen Sie es später noch einmal." : "Try again later.",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part.Advice, "Nobody wrote that advice."),
    };

    private static string English(TestCause cause) => cause switch
    {
        TestCause.NoServer => "This inbox has no mail server yet.",
        TestCause.HostUnknown => "There is no host named {2}.",
        TestCause.Unreachable => "{0} cannot be reached.",
        TestCause.Timeout => "{0} did not answer in time.",
        TestCause.NoGreeting => "{0} answers, but not as a mail server does.",
        TestCause.NotTls => "{0} does not speak TLS.",
        TestCause.StartTlsMissing => "{0} does not offer STARTTLS.",
        TestCause.CertificateName => "The certificate of {0} is for another name: {1}.",
        TestCause.CertificateExpired => "The certificate of {0} is valid only within {1}.",
        TestCause.CertificateUntrusted => "The certificate of {0} is not trusted.",
        TestCause.NotEncrypted => "Works, but without encryption.",
        TestCause.Anonymous => "Works without signing in: no user is entered.",
        TestCause.PasswordRefused => "{2} refused the user name or password.",
        TestCause.PasswordUnreadable => "The stored password cannot be opened any more; enter it again.",
        TestCause.ProtocolOff => "{2} does not let this account in by this protocol.",
        TestCause.TokenRefused => "{2} refused the token.",
        TestCause.NotAgreed => "Nobody has signed in at the provider for this mailbox yet.",
        TestCause.SignInNeeded => "The provider gives no access any more ({1}).",
        TestCause.TokenUnavailable => "The provider's token endpoint does not answer.",
        TestCause.MechanismMissing => "{2} does not take OAuth.",
        TestCause.TokenUnprotected => "A token is not sent over an open connection.",
        TestCause.FolderMissing => "There is no folder named {1}.",
        TestCause.SenderRefused => "{2} takes no mail from this address.",
        TestCause.Other => "{0} does not work as expected.",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "Nobody wrote that sentence."),
    };

    private static string German(TestCause cause) => cause switch
    {
        TestCause.NoServer => "Dieser Eingang hat noch keinen Mailserver.",
        TestCause.HostUnknown => "Es gibt keinen Rechner namens {2}.",
        TestCause.Unreachable => "{0} ist nicht erreichbar.",
        TestCause.Timeout => "{0} hat nicht rechtzeitig geantwortet.",
        TestCause.NoGreeting => "{0} antwortet, aber nicht wie ein Mailserver.",
        TestCause.NotTls => "{0} spricht kein TLS.",
        TestCause.StartTlsMissing => "{0} bietet kein STARTTLS an.",
        TestCause.CertificateName => "Das Zertifikat von {0} gilt für einen anderen Namen: {1}.",
        TestCause.CertificateExpired => "Das Zertifikat von {0} gilt nur vom {1}.",
        TestCause.CertificateUntrusted => "Dem Zertifikat von {0} wird nicht vertraut.",
        TestCause.NotEncrypted => "Geht, aber unverschlüsselt.",
        TestCause.Anonymous => "Geht ohne Anmeldung: Es ist kein Benutzer eingetragen.",
        TestCause.PasswordRefused => "{2} hat Benutzer oder Passwort abgelehnt.",
        TestCause.PasswordUnreadable => "Das gespeicherte Passwort lässt sich nicht mehr öffnen; geben Sie es neu ein.",
        TestCause.ProtocolOff => "{2} lässt dieses Konto mit diesem Protokoll nicht ein.",
        TestCause.TokenRefused => "{2} hat das Token abgelehnt.",
        TestCause.NotAgreed => "Für dieses Postfach hat sich noch niemand beim Anbieter angemeldet.",
        TestCause.SignInNeeded => "Der Anbieter gewährt keinen Zugang mehr ({1}).",
        TestCause.TokenUnavailable => "Die Token-Adresse des Anbieters antwortet nicht.",
        TestCause.MechanismMissing => "{2} nimmt kein OAuth.",
        TestCause.TokenUnprotected => "Ein Token geht nicht über eine offene Verbindung.",
        TestCause.FolderMissing => "Es gibt keinen Ordner namens {1}.",
        TestCause.SenderRefused => "{2} nimmt keine E-Mail von dieser Adresse.",
        TestCause.Other => "{0} verhält sich nicht wie erwartet.",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "Nobody wrote that sentence."),
    };

    private static string WithWords(string sentence, InboxTestPart part)
    {
        var hasWords = part.Cause is TestCause.PasswordRefused or TestCause.ProtocolOff or TestCause.TokenRefused or TestCause.SenderRefused or TestCause.Other;
        return hasWords && part.Detail is { Length: > 0 } words ? $"{sentence} “{words}”" : sentence;
    }

    private static string HostOf(InboxTestPart part) => part.Server.LastIndexOf(':') is var colon and > 0 ? part.Server[..colon] : part.Server;
}
