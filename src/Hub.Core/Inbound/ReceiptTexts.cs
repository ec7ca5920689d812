namespace Hub.Core.Inbound;

/// <summary>Standard texts of automatic mails; <c>{number}</c> is replaced.</summary>
internal static class ReceiptTexts
{
    public const string German =
        """
        Guten Tag,

        Ihre Nachricht ist bei uns angekommen und hat die Nummer {number}.
        Wir melden uns, sobald wir mehr wissen.

        Um etwas nachzutragen, antworten Sie einfach auf diese E-Mail.
        """;

    public const string English =
        """
        Hello,

        Your message has reached us and has been given the number {number}.
        We will be in touch as soon as we know more.

        To add something, simply reply to this e-mail.
        """;

    public const string ClosedGerman =
        """
        Guten Tag,

        Ihre Anfrage {number} ist abgeschlossen und wird nicht wieder geöffnet.
        Wenn Sie ein neues Anliegen haben, schreiben Sie uns bitte eine neue E-Mail.
        """;

    public const string ClosedEnglish =
        """
        Hello,

        Your request {number} is closed and will not be opened again.
        If you need anything else, please write a new e-mail to us.
        """;
}
