using System.Text.RegularExpressions;

namespace Hub.Agent.Blazor.Texts;

/// <summary>Why a setting was refused, in German. The rules say it in English, for programs and people alike.</summary>
public static partial class GermanRefusals
{
    // {0} and {1} stand for what the sentence is about.
    private static readonly SentenceTable Sentences = new(
    [
        // Names
        ("A queue needs a name of at most {0} characters without '::'.", "Eine Warteschlange braucht einen Namen von höchstens {0} Zeichen ohne „::“."),
        ("An inbox needs a name of at most {0} characters.", "Ein Eingang braucht einen Namen von höchstens {0} Zeichen."),
        ("An agent needs a name of at most {0} characters.", "Ein Bearbeiter braucht einen Namen von höchstens {0} Zeichen."),
        ("A group needs a name of at most {0} characters.", "Eine Gruppe braucht einen Namen von höchstens {0} Zeichen."),
        ("A role needs a name of at most {0} characters.", "Eine Rolle braucht einen Namen von höchstens {0} Zeichen."),
        ("A view needs a name of at most {0} characters.", "Eine Ansicht braucht einen Namen von höchstens {0} Zeichen."),
        ("A token needs a name of at most {0} characters.", "Ein Token braucht einen Namen von höchstens {0} Zeichen."),
        ("An organization needs a name of at most {0} characters.", "Eine Organisation braucht einen Namen von höchstens {0} Zeichen."),
        ("A contact needs a name of at most {0} characters, an address or a number.", "Ein Kontakt braucht einen Namen von höchstens {0} Zeichen, eine Adresse oder eine Nummer."),
        ("A status has a name of 1 to 60 characters.", "Ein Status hat einen Namen von 1 bis 60 Zeichen."),
        ("A letter, then letters, digits, '_' or '-'; at most {0}.", "Ein Buchstabe, dann Buchstaben, Ziffern, „_“ oder „-“; höchstens {0}."),
        // Taken
        ("There is a queue of that name at that place.", "An dieser Stelle gibt es schon eine Warteschlange mit diesem Namen."),
        ("There is a group of that name.", "Es gibt schon eine Gruppe mit diesem Namen."),
        ("There is a role of that name.", "Es gibt schon eine Rolle mit diesem Namen."),
        ("There is a view of that name.", "Es gibt schon eine Ansicht mit diesem Namen."),
        ("There is a field of that name.", "Es gibt schon ein Feld mit diesem Namen."),
        ("There is a status of that name.", "Es gibt schon einen Status mit diesem Namen."),
        ("There is an organization of that name.", "Es gibt schon eine Organisation mit diesem Namen."),
        ("There is a canned response with that shortcut.", "Es gibt schon eine Vorlage mit diesem Kürzel."),
        ("That is the name of a base state.", "So heißt schon ein Grundzustand."),
        ("Another inbox has that address.", "Ein anderer Eingang hat diese Adresse."),
        ("Another agent has that address.", "Ein anderer Bearbeiter hat diese Adresse."),
        ("Another contact has that address or number.", "Ein anderer Kontakt hat diese Adresse oder Nummer."),
        ("One of the two is merged into another contact already.", "Einer der beiden ist schon mit einem anderen Kontakt zusammengeführt."),
        ("That key is there already.", "Diesen Schlüssel gibt es hier schon."),
        ("It is blocked already.", "Das ist schon gesperrt."),
        // In use
        ("There are queues below it.", "Darunter gibt es noch Warteschlangen."),
        ("New tickets of the inbox '{0}' go there.", "Neue Tickets des Eingangs „{0}“ kommen dorthin."),
        ("The role '{0}' names it.", "Die Rolle „{0}“ nennt sie."),
        ("It holds tickets.", "Darin liegen noch Tickets."),
        ("It has tickets.", "Dazu gibt es Tickets."),
        ("Contacts belong to it.", "Zu ihr gehören noch Kontakte."),
        ("The contact continues as another one.", "Der Kontakt geht in einem anderen weiter."),
        ("It takes part in a merge; take that back first.", "Er ist Teil einer Zusammenführung; nehmen Sie diese zuerst zurück."),
        ("A status keeps its base state; make another one.", "Ein Status behält seinen Grundzustand; legen Sie einen anderen an."),
        ("The field '{0}' depends on it.", "Das Feld „{0}“ hängt davon ab."),
        ("This role belongs to Hub and stays.", "Diese Rolle gehört zu Hub und bleibt."),
        ("This role belongs to Hub and stays as it is.", "Diese Rolle gehört zu Hub und bleibt, wie sie ist."),
        ("It denies rights to agents who have it; take it from them first.", "Sie verbietet Bearbeitern etwas; entziehen Sie sie ihnen zuerst."),
        ("Its roles deny rights to its members; take them out first.", "Ihre Rollen verbieten den Mitgliedern etwas; nehmen Sie die Rollen zuerst heraus."),
        // Not there
        ("There is no such queue.", "Diese Warteschlange gibt es nicht."),
        ("There is no such group.", "Diese Gruppe gibt es nicht."),
        ("There is no such agent.", "Diesen Bearbeiter gibt es nicht."),
        ("There is no such organization.", "Diese Organisation gibt es nicht."),
        ("There is no role '{0}'.", "Die Rolle „{0}“ gibt es nicht."),
        ("There is no queue '{0}'.", "Die Warteschlange „{0}“ gibt es nicht."),
        ("There is no status '{0}'.", "Den Status „{0}“ gibt es nicht."),
        ("There is no time zone '{0}'.", "Die Zeitzone „{0}“ gibt es nicht."),
        ("There is no value '{0}'. There are {1}.", "Den Wert „{0}“ gibt es nicht. Es gibt {1}."),
        ("There is no filter '{0}'. There are {1}.", "Den Filter „{0}“ gibt es nicht. Es gibt {1}."),
        ("There is no such field; one of {0}, or fields.NAME.", "Dieses Feld gibt es nicht; eines von {0} oder fields.NAME."),
        // Values
        ("A queue cannot stand below itself.", "Eine Warteschlange kann nicht unter sich selbst stehen."),
        ("Queues stand at most {0} deep.", "Warteschlangen stehen höchstens {0} tief."),
        ("Settings are an object.", "Die Einstellungen sind ein Objekt."),
        ("An e-mail address is needed.", "Eine E-Mail-Adresse ist nötig."),
        ("This is no e-mail address.", "Das ist keine E-Mail-Adresse."),
        ("'{0}' is not one.", "„{0}“ ist keine."),
        ("'{0}' is not an origin such as https://shop.example.", "„{0}“ ist keine Adresse wie https://shop.example."),
        ("A colour as #rrggbb.", "Eine Farbe als #rrggbb."),
        ("The name or address of a server is needed.", "Name oder Adresse eines Servers ist nötig."),
        ("The name a mail server gives itself, such as mx.example.org.", "Der Name, den sich ein Mailserver selbst gibt, etwa mx.example.org."),
        ("With another server or account the password is needed again.", "Für einen anderen Server oder Benutzer ist das Passwort erneut nötig."),
        ("A mailbox is fetched by IMAP or by POP3, not by both.", "Ein Postfach wird per IMAP oder POP3 abgeholt, nicht per beidem."),
        ("The channel of an inbox cannot change.", "Der Kanal eines Eingangs bleibt, wie er ist."),
        ("An e-mail address, or a domain such as example.org.", "Eine E-Mail-Adresse oder eine Domain wie example.org."),
        ("This is an address of our own.", "Das ist eine eigene Adresse."),
        ("Another contact is needed.", "Ein anderer Kontakt ist nötig."),
        ("Another active agent.", "Ein anderer aktiver Bearbeiter."),
        ("The end lies after the beginning.", "Das Ende liegt nach dem Beginn."),
        ("The end lies in the past.", "Das Ende liegt in der Vergangenheit."),
        ("The last administrator stays one.", "Der letzte Administrator bleibt einer."),
        ("Either roles or queues, not both.", "Entweder Rollen oder Warteschlangen, nicht beides."),
        ("A shortcut has 1 to 40 characters, no spaces and no slash.", "Ein Kürzel hat 1 bis 40 Zeichen, keine Leerzeichen und keinen Schrägstrich."),
        ("A text of at most {0} characters is needed.", "Ein Text von höchstens {0} Zeichen ist nötig."),
        ("A text of at most {0} characters.", "Ein Text von höchstens {0} Zeichen."),
        ("A password has {0} to {1} characters.", "Ein Passwort hat {0} bis {1} Zeichen."),
        ("This password is too easy to guess.", "Dieses Passwort ist zu leicht zu erraten."),
        ("{0} is not before {1}.", "{0} liegt nicht vor {1}."),
        ("'{0}' is not one of {1}.", "„{0}“ ist keines von {1}."),
        ("'{0}' is needed.", "„{0}“ ist nötig."),
        ("A value is needed: is, in, from, to, missing, olderThan or youngerThan.", "Ein Wert ist nötig."),
        ("A value is needed: is, in, from, to or missing.", "Ein Wert ist nötig."),
        ("At least one condition must say what a field holds; 'not' alone would read every ticket.", "Mindestens eine Bedingung muss sagen, was ein Feld enthält; „nicht“ allein würde jedes Ticket lesen."),
        ("At most {0} conditions, {1} deep.", "Höchstens {0} Bedingungen, {1} tief."),
        ("Not a value of this field.", "Das ist kein Wert dieses Feldes."),
        ("Only numbers and instants have a range.", "Nur Zahlen und Zeitpunkte haben einen Bereich."),
        ("'{0}' is not a number.", "„{0}“ ist keine Zahl."),
        ("'{0}' is not an instant (ISO 8601).", "„{0}“ ist kein Zeitpunkt (ISO 8601)."),
        ("'{0}' is not a length of time such as 30m, 4h, 2d or PT4H.", "„{0}“ ist keine Dauer wie 30m, 4h, 2d oder PT4H."),
        ("One of {0}, with '-' for descending.", "Eines von {0}, mit „-“ absteigend."),
        ("At most {0} of {1}, fields.NAME.", "Höchstens {0} von {1}, fields.NAME."),
        ("One of {0}.", "Eines von {0}."),
        ("A number.", "Eine Zahl."),
        ("A day as yyyy-MM-dd.", "Ein Tag als JJJJ-MM-TT."),
        ("Name, type and scope stay as they were made: values stand under them.", "Name, Typ und Bereich bleiben, wie sie angelegt wurden: Werte stehen darunter."),
        ("Another field of the same scope, and at least one of its values.", "Ein anderes Feld desselben Bereichs und mindestens einer seiner Werte."),
        ("new, open, pending or closed.", "Neu, offen, wartend oder geschlossen."),
        // Keys
        ("A queue needs its private key: mail is signed and opened with it.", "Eine Warteschlange braucht ihren privaten Schlüssel: Damit werden E-Mails signiert und geöffnet."),
        ("This is a private key. A contact has public keys only; nothing was kept.", "Das ist ein privater Schlüssel. Ein Kontakt hat nur öffentliche; nichts wurde behalten."),
        ("The key {0} names no address of this contact.", "Der Schlüssel {0} nennt keine Adresse dieses Kontakts."),
        ("There is no key in it that names its owner by a valid signature.", "Darin ist kein Schlüssel, der seinen Besitzer mit gültiger Signatur nennt."),
        ("The password does not open the private key.", "Das Passwort öffnet den privaten Schlüssel nicht."),
        ("This is no OpenPGP key, certificate or PKCS #12 file that can be read.", "Das ist kein lesbarer OpenPGP-Schlüssel, kein Zertifikat und keine PKCS-#12-Datei."),
        ("At most {0} keys for one queue or contact.", "Höchstens {0} Schlüssel für eine Warteschlange oder einen Kontakt."),
        ("At most {0} keys at once.", "Höchstens {0} Schlüssel auf einmal."),
        // Amounts
        ("At most {0} agents without a role join at once.", "Höchstens {0} Bearbeiter ohne Rolle kommen auf einmal hinzu."),
        ("At most {0} spans, each with day, from and until.", "Höchstens {0} Zeiten, jede mit Tag, Beginn und Ende."),
        ("At most {0} characters.", "Höchstens {0} Zeichen."),
        ("At most {0} languages.", "Höchstens {0} Sprachen."),
        ("At most {0} members.", "Höchstens {0} Mitglieder."),
        ("At most {0} rules.", "Höchstens {0} Regeln."),
        ("At most {0} fields.", "Höchstens {0} Felder."),
        ("Between 1 and {0} bytes.", "Zwischen 1 und {0} Bytes."),
        ("Between 1 and 3650 days.", "Zwischen 1 und 3650 Tagen."),
        ("Between 1 and 65535.", "Zwischen 1 und 65535."),
    ]);

    /// <summary>The sentence in German; one that is not known stays as it is.</summary>
    public static string Of(string text)
    {
        if (Place().Match(text) is { Success: true } place)
        {
            return $"Zeile {place.Groups[1].Value}, Spalte {place.Groups[2].Value}: {Of(text[place.Length..])}";
        }
        return Sentences.Find(text) ?? text;
    }

    [GeneratedRegex(@"^Line (\d+), column (\d+): ", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
