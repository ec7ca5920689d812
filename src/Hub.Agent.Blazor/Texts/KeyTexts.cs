using Hub.Core.Keys;

namespace Hub.Agent.Blazor.Texts;

/// <summary>Signed and encrypted mail, and the keys for it.</summary>
public sealed record KeyTexts
{
    public required string Keys { get; init; }
    public required string QueueHint { get; init; }
    public required string ContactHint { get; init; }
    public required string None { get; init; }
    public required string File { get; init; }
    public required string Password { get; init; }
    /// <summary>{0} = size.</summary>
    public required string TooLarge { get; init; }
    public required string Add { get; init; }
    public required string Expires { get; init; }
    public required string Never { get; init; }
    public required string Expired { get; init; }
    public required string Revoked { get; init; }
    public required string Confirmed { get; init; }
    public required string Unconfirmed { get; init; }
    public required string Confirm { get; init; }
    public required string Unconfirm { get; init; }
    public required string ShowPublic { get; init; }
    public required string Signing { get; init; }
    public required string Encryption { get; init; }
    public required string WithSignature { get; init; }
    public required string Encrypted { get; init; }
    public required string Signer { get; init; }
    public required string Fingerprint { get; init; }
    public required string Sign { get; init; }
    public required string Encrypt { get; init; }
    public required string WillBeBoth { get; init; }
    public required string WillBeSigned { get; init; }
    public required string WillBeEncrypted { get; init; }
    public required string WillBePlain { get; init; }
    public required string PlainAfterEncrypted { get; init; }
    /// <summary>{0} = addresses.</summary>
    public required string MissingKeys { get; init; }
    public required IReadOnlyDictionary<KeySource, string> Sources { get; init; }
    public required IReadOnlyDictionary<MailSigning, string> Signings { get; init; }
    public required IReadOnlyDictionary<MailEncryption, string> Encryptions { get; init; }
    /// <summary>Label and explanation.</summary>
    public required IReadOnlyDictionary<CryptoVerdict, (string Label, string Why)> Verdicts { get; init; }

    public static KeyTexts English { get; } = new()
    {
        Keys = "Keys for mail",
        QueueHint = "The private key (OpenPGP) or certificate with its key (PKCS #12, PEM) that this queue signs with and opens encrypted mail with. It never leaves Hub.",
        ContactHint = "Public keys and certificates. Compare a fingerprint with the person by another way before you confirm it.",
        None = "No keys yet.",
        File = "Key file",
        Password = "Password of the file",
        TooLarge = "A key file has at most {0}.",
        Add = "Add key",
        Expires = "Valid until",
        Never = "never expires",
        Expired = "expired",
        Revoked = "revoked",
        Confirmed = "confirmed",
        Unconfirmed = "not confirmed",
        Confirm = "Confirm",
        Unconfirm = "Take back confirmation",
        ShowPublic = "Public key",
        Signing = "Sign mail",
        Encryption = "Encrypt mail",
        WithSignature = "signed",
        Encrypted = "encrypted",
        Signer = "Signed by",
        Fingerprint = "Fingerprint",
        Sign = "Sign",
        Encrypt = "Encrypt",
        WillBeBoth = "Will be signed and encrypted",
        WillBeSigned = "Will be signed, readable on the way",
        WillBeEncrypted = "Will be encrypted, without a signature",
        WillBePlain = "Will be neither signed nor encrypted",
        PlainAfterEncrypted = "The customer wrote encrypted. This answer will be readable on the way.",
        MissingKeys = "No usable key for {0}: it cannot be sent encrypted. Add a key at the contact, or switch encryption off.",
        Sources = new Dictionary<KeySource, string> { [KeySource.Upload] = "uploaded", [KeySource.Autocrypt] = "from a mail (Autocrypt)", [KeySource.SignedMail] = "from a signed mail" },
        Signings = new Dictionary<MailSigning, string> { [MailSigning.WhenAsked] = "when asked", [MailSigning.Always] = "always" },
        Encryptions = new Dictionary<MailEncryption, string> { [MailEncryption.WhenEncrypted] = "when the customer encrypted", [MailEncryption.WhenPossible] = "whenever there are keys" },
        Verdicts = new Dictionary<CryptoVerdict, (string, string)>
        {
            [CryptoVerdict.Verified] = ("Verified", "The text is as it was signed, by a confirmed key of the sender."),
            [CryptoVerdict.Unconfirmed] = ("Key not confirmed", "The text is as it was signed, but nobody confirmed yet that the key is the sender's."),
            [CryptoVerdict.NotSigned] = ("Not signed", "It was encrypted, but carries no signature: anybody could have written it."),
            [CryptoVerdict.Partial] = ("Partly protected", "Only a part of this mail is signed or encrypted. What stands around it may be by somebody else."),
            [CryptoVerdict.UnknownKey] = ("Unknown key", "The key that signed this mail is not known here. Ask the sender for it and add it at the contact."),
            [CryptoVerdict.Mismatched] = ("Signed by somebody else", "The signature does not belong to the sender's address."),
            [CryptoVerdict.Expired] = ("Key expired", "The key or the signature is past its end. Ask the sender for a new key."),
            [CryptoVerdict.Revoked] = ("Key revoked", "The owner took this key back. Do not rely on this mail."),
            [CryptoVerdict.Tampered] = ("Changed on the way", "The text is not what was signed or encrypted. Do not rely on it."),
            [CryptoVerdict.MissingKey] = ("No key", "No key here opens this mail. The encrypted original is attached."),
            [CryptoVerdict.Unreadable] = ("Not readable", "It claims to be signed or encrypted, but cannot be read as such."),
            [CryptoVerdict.Own] = ("Protected", "Sent by us as it says here."),
        },
    };

    public static KeyTexts German { get; } = new()
    {
        Keys = "Schlüssel für E-Mail",
        QueueHint = "Der private Schlüssel (OpenPGP) oder das Zertifikat mit Schlüssel (PKCS #12, PEM), mit dem diese Warteschlange signiert und verschlüsselte Mails öffnet. Er verlässt Hub nie.",
        ContactHint = "Öffentliche Schlüssel und Zertifikate. Vergleichen Sie einen Fingerabdruck auf anderem Weg mit der Person, bevor Sie ihn bestätigen.",
        None = "Noch keine Schlüssel.",
        File = "Schlüsseldatei",
        Password = "Passwort der Datei",
        TooLarge = "Eine Schlüsseldatei hat höchstens {0}.",
        Add = "Schlüssel hinzufügen",
        Expires = "Gültig bis",
        Never = "läuft nie ab",
        Expired = "abgelaufen",
        Revoked = "widerrufen",
        Confirmed = "bestätigt",
        Unconfirmed = "nicht bestätigt",
        Confirm = "Bestätigen",
        Unconfirm = "Bestätigung zurücknehmen",
        ShowPublic = "Öffentlicher Schlüssel",
        Signing = "Mails signieren",
        Encryption = "Mails verschlüsseln",
        WithSignature = "signiert",
        Encrypted = "verschlüsselt",
        Signer = "Signiert von",
        Fingerprint = "Fingerabdruck",
        Sign = "Signieren",
        Encrypt = "Verschlüsseln",
        WillBeBoth = "Wird signiert und verschlüsselt",
        WillBeSigned = "Wird signiert, unterwegs lesbar",
        WillBeEncrypted = "Wird verschlüsselt, ohne Signatur",
        WillBePlain = "Wird weder signiert noch verschlüsselt",
        PlainAfterEncrypted = "Der Kunde hat verschlüsselt geschrieben. Diese Antwort wird unterwegs lesbar sein.",
        MissingKeys = "Kein brauchbarer Schlüssel für {0}: verschlüsselt kann nicht gesendet werden. Fügen Sie beim Kontakt einen Schlüssel hinzu oder schalten Sie die Verschlüsselung aus.",
        Sources = new Dictionary<KeySource, string> { [KeySource.Upload] = "hochgeladen", [KeySource.Autocrypt] = "aus einer Mail (Autocrypt)", [KeySource.SignedMail] = "aus einer signierten Mail" },
        Signings = new Dictionary<MailSigning, string> { [MailSigning.WhenAsked] = "auf Wunsch", [MailSigning.Always] = "immer" },
        Encryptions = new Dictionary<MailEncryption, string> { [MailEncryption.WhenEncrypted] = "wenn der Kunde verschlüsselt", [MailEncryption.WhenPossible] = "wenn es Schlüssel gibt" },
        Verdicts = new Dictionary<CryptoVerdict, (string, string)>
        {
            [CryptoVerdict.Verified] = ("Geprüft", "Der Text ist so, wie er signiert wurde, mit einem bestätigten Schlüssel des Absenders."),
            [CryptoVerdict.Unconfirmed] = ("Schlüssel nicht bestätigt", "Der Text ist so, wie er signiert wurde, aber noch niemand hat bestätigt, dass der Schlüssel dem Absender gehört."),
            [CryptoVerdict.NotSigned] = ("Nicht signiert", "Die Mail war verschlüsselt, trägt aber keine Signatur: Jeder kann sie geschrieben haben."),
            [CryptoVerdict.Partial] = ("Teilweise geschützt", "Nur ein Teil dieser Mail ist signiert oder verschlüsselt. Was darum herum steht, kann von jemand anderem sein."),
            [CryptoVerdict.UnknownKey] = ("Unbekannter Schlüssel", "Der Schlüssel, mit dem diese Mail signiert ist, ist hier nicht bekannt. Bitten Sie den Absender darum und fügen Sie ihn beim Kontakt hinzu."),
            [CryptoVerdict.Mismatched] = ("Von jemand anderem signiert", "Die Signatur gehört nicht zur Adresse des Absenders."),
            [CryptoVerdict.Expired] = ("Schlüssel abgelaufen", "Der Schlüssel oder die Signatur ist abgelaufen. Bitten Sie den Absender um einen neuen Schlüssel."),
            [CryptoVerdict.Revoked] = ("Schlüssel widerrufen", "Der Besitzer hat diesen Schlüssel widerrufen. Verlassen Sie sich nicht auf diese Mail."),
            [CryptoVerdict.Tampered] = ("Unterwegs verändert", "Der Text ist nicht das, was signiert oder verschlüsselt wurde. Verlassen Sie sich nicht darauf."),
            [CryptoVerdict.MissingKey] = ("Kein Schlüssel", "Kein Schlüssel hier öffnet diese Mail. Das verschlüsselte Original ist angehängt."),
            [CryptoVerdict.Unreadable] = ("Nicht lesbar", "Die Mail gibt an, signiert oder verschlüsselt zu sein, lässt sich so aber nicht lesen."),
            [CryptoVerdict.Own] = ("Geschützt", "Von uns so gesendet, wie es hier steht."),
        },
    };
}
