using Hub.Core.Agents;
using Hub.Core.Notices;

namespace Hub.Agent.Blazor.Texts;

/// <summary>Setting aside, watching, being told, and what else the daily work with a ticket needs.</summary>
public sealed record WorkTexts
{
    public required string Responsible { get; init; }
    public required string Release { get; init; }
    public required string Watchers { get; init; }
    public required string NoWatchers { get; init; }
    public required string Watch { get; init; }
    public required string Unwatch { get; init; }
    public required string Snooze { get; init; }
    public required string LaterToday { get; init; }
    public required string Tomorrow { get; init; }
    public required string NextWeek { get; init; }
    public required string UntilReply { get; init; }
    public required string Custom { get; init; }
    public required string CustomHint { get; init; }
    public required string Until { get; init; }
    public required string Apply { get; init; }
    public required string Notices { get; init; }
    public required string NoNotices { get; init; }
    public required string Statuses { get; init; }
    public required string BaseState { get; init; }
    public required string Returns { get; init; }
    public required string BuiltIn { get; init; }
    public required string NeedsApproval { get; init; }
    public required string Forward { get; init; }
    public required string ForwardHint { get; init; }
    public required string Recipient { get; init; }
    public required string Text { get; init; }
    public required string Time { get; init; }
    public required string TimeHint { get; init; }
    public required string Minutes { get; init; }
    /// <summary>{0} = minutes.</summary>
    public required string Booked { get; init; }
    public required string Archive { get; init; }
    public required string Spam { get; init; }
    public required string Trash { get; init; }
    public required string Print { get; init; }
    public required string Absence { get; init; }
    public required string AbsenceHint { get; init; }
    public required string AwayFrom { get; init; }
    public required string AwayTo { get; init; }
    public required string Substitute { get; init; }
    public required string EndAbsence { get; init; }
    public required string AfterSend { get; init; }
    public required IReadOnlyDictionary<AfterSend, string> AfterSends { get; init; }
    /// <summary>By type; {0} = who.</summary>
    public required IReadOnlyDictionary<NoticeType, string> Told { get; init; }

    public static WorkTexts English { get; } = new()
    {
        Responsible = "Responsible",
        Release = "Release",
        Watchers = "Watchers",
        NoWatchers = "Nobody watches",
        Watch = "Watch",
        Unwatch = "Stop watching",
        Snooze = "Set aside",
        LaterToday = "In three hours",
        Tomorrow = "Tomorrow, 9:00",
        NextWeek = "Next Monday, 9:00",
        UntilReply = "Until the customer replies",
        Custom = "Until…",
        CustomHint = "The ticket opens again at this time, on top of its queue.",
        Until = "Back at",
        Apply = "Apply",
        Notices = "Notices",
        NoNotices = "Nothing new",
        Statuses = "Statuses",
        BaseState = "Counts as",
        Returns = "Opens again by itself at a set time",
        BuiltIn = "built in",
        NeedsApproval = "Only the responsible closes",
        Forward = "Forward…",
        ForwardHint = "The customer's newest message goes out by mail. What comes back becomes a note; the customer sees neither.",
        Recipient = "To",
        Text = "Text",
        Time = "Book time…",
        TimeHint = "Working time on this ticket. Negative minutes correct what was booked before.",
        Minutes = "Minutes",
        Booked = "{0} min booked",
        Archive = "To the archive",
        Spam = "Spam",
        Trash = "To the trash",
        Print = "Print",
        Absence = "Absence",
        AbsenceHint = "While you are away, your substitute gets what is assigned to you and what of yours opens again.",
        AwayFrom = "From",
        AwayTo = "Until",
        Substitute = "Substitute",
        EndAbsence = "I am back",
        AfterSend = "After sending",
        AfterSends = new Dictionary<AfterSend, string>
        {
            [Core.Agents.AfterSend.Stay] = "Stay on the ticket",
            [Core.Agents.AfterSend.Next] = "Next ticket",
            [Core.Agents.AfterSend.List] = "Back to the list",
        },
        Told = new Dictionary<NoticeType, string>
        {
            [NoticeType.Assigned] = "{0} assigned it to you",
            [NoticeType.Unassigned] = "{0} took it from you",
            [NoticeType.Responsible] = "{0} made you responsible",
            [NoticeType.Mention] = "{0} mentioned you",
            [NoticeType.Message] = "{0} wrote",
            [NoticeType.Status] = "Status changed by {0}",
            [NoticeType.Reminder] = "Back from being set aside",
            [NoticeType.Children] = "All child tickets are closed",
            [NoticeType.Paused] = "Too many automatic mails: {0} writes none until you let it go on",
            [NoticeType.SignInNeeded] = "Mailbox {0} needs a new sign-in at its provider",
            [NoticeType.SecretExpires] = "The client secret of mailbox {0} ends soon",
        },
    };

    public static WorkTexts German { get; } = new()
    {
        Responsible = "Verantwortlich",
        Release = "Freigeben",
        Watchers = "Beobachter",
        NoWatchers = "Niemand beobachtet",
        Watch = "Beobachten",
        Unwatch = "Nicht mehr beobachten",
        Snooze = "Zurückstellen",
        LaterToday = "In drei Stunden",
        Tomorrow = "Morgen, 9:00",
        NextWeek = "Nächsten Montag, 9:00",
        UntilReply = "Bis der Kunde antwortet",
        Custom = "Bis …",
        CustomHint = "Das Ticket öffnet sich zu dieser Zeit wieder, ganz oben in seiner Warteschlange.",
        Until = "Wiedervorlage",
        Apply = "Übernehmen",
        Notices = "Hinweise",
        NoNotices = "Nichts Neues",
        Statuses = "Status",
        BaseState = "Zählt als",
        Returns = "Öffnet sich zur gesetzten Zeit von selbst",
        BuiltIn = "eingebaut",
        NeedsApproval = "Nur der Verantwortliche schließt",
        Forward = "Weiterleiten …",
        ForwardHint = "Die neueste Nachricht des Kunden geht per E-Mail hinaus. Was zurückkommt, wird eine Notiz; der Kunde sieht beides nicht.",
        Recipient = "An",
        Text = "Nachricht",
        Time = "Zeit buchen …",
        TimeHint = "Arbeitszeit an diesem Ticket. Negative Minuten berichtigen zuvor Gebuchtes.",
        Minutes = "Minuten",
        Booked = "{0} min gebucht",
        Archive = "Ins Archiv",
        Spam = "Unerwünscht",
        Trash = "In den Papierkorb",
        Print = "Drucken",
        Absence = "Abwesenheit",
        AbsenceHint = "Während Sie weg sind, bekommt Ihre Vertretung, was Ihnen zugewiesen wird und was von Ihnen wieder aufgeht.",
        AwayFrom = "Von",
        AwayTo = "Bis",
        Substitute = "Vertretung",
        EndAbsence = "Ich bin zurück",
        AfterSend = "Nach dem Senden",
        AfterSends = new Dictionary<AfterSend, string>
        {
            [Core.Agents.AfterSend.Stay] = "Beim Ticket bleiben",
            [Core.Agents.AfterSend.Next] = "Nächstes Ticket",
            [Core.Agents.AfterSend.List] = "Zurück zur Liste",
        },
        Told = new Dictionary<NoticeType, string>
        {
            [NoticeType.Assigned] = "{0} hat es Ihnen zugewiesen",
            [NoticeType.Unassigned] = "{0} hat es Ihnen abgenommen",
            [NoticeType.Responsible] = "{0} hat Sie zum Verantwortlichen gemacht",
            [NoticeType.Mention] = "{0} hat Sie erwähnt",
            [NoticeType.Message] = "{0} hat geschrieben",
            [NoticeType.Status] = "Status geändert von {0}",
            [NoticeType.Reminder] = "Wiedervorlage erreicht",
            [NoticeType.Children] = "Alle untergeordneten Tickets sind geschlossen",
            [NoticeType.Paused] = "Zu viele automatische E-Mails: {0} schreibt keine mehr, bis Sie es wieder erlauben",
            [NoticeType.SignInNeeded] = "Das Postfach {0} braucht eine neue Anmeldung beim Anbieter",
            [NoticeType.SecretExpires] = "Das Client-Geheimnis des Postfachs {0} endet bald",
        },
    };
}
