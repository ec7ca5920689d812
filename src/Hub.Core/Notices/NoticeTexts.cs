namespace Hub.Core.Notices;

/// <summary>What a mailed notice says, in German or English. It carries no text of the ticket: that is read in the console, by rights.</summary>
/// <param name="address">Makes the console's address of a ticket number.</param>
public sealed class NoticeTexts(Func<string, string> address)
{
    /// <summary>Subject and text.</summary>
    public (string Subject, string Text) Of(Notice notice, string? language)
    {
        var isGerman = language == "de";
        var what = (notice.Type, isGerman) switch
        {
            (NoticeType.Mention, true) => $"{notice.By} hat Sie in einer Notiz erwähnt.",
            (NoticeType.Mention, false) => $"{notice.By} mentioned you in a note.",
            (NoticeType.Message, true) => $"{notice.By} hat geschrieben.",
            (NoticeType.Message, false) => $"{notice.By} has written.",
            (NoticeType.Status, true) => "Der Status hat sich geändert.",
            (NoticeType.Status, false) => "The status has changed.",
            (NoticeType.Reminder, true) => "Die Wiedervorlage ist erreicht.",
            (NoticeType.Reminder, false) => "The ticket you set aside is open again.",
            _ => throw new ArgumentOutOfRangeException(nameof(notice), notice.Type, "It is not mailed."),
        };
        return ($"#{notice.Number} {notice.Subject}", $"{what}\n\n#{notice.Number} {notice.Subject}\n\n{address(notice.Number)}\n");
    }
}
