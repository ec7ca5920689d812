using Hub.Agent.Blazor.Texts;
using Hub.Core.Attachments;
using Hub.Core.Tickets;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Tickets;

/// <summary>One message or note of a thread.</summary>
public partial class ThreadEntry : ComponentBase
{
    private bool _isOpen;
    private bool _showsFacts;
    private (long Rev, bool First, bool Last, string Language, bool Open, bool Facts, bool Selecting, bool Selected, string? Ticket, bool Recipients, bool Move)? _shown;

    [Parameter, EditorRequired]
    public required Message Entry { get; set; }

    [Parameter, EditorRequired]
    public required ConsoleTexts Texts { get; set; }

    /// <summary>Whether it begins a group of the same author.</summary>
    [Parameter]
    public bool IsFirst { get; set; } = true;

    /// <summary>Whether it ends one.</summary>
    [Parameter]
    public bool IsLast { get; set; } = true;

    [Parameter]
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>Number of the ticket it was written in, when that is another one; null otherwise.</summary>
    [Parameter]
    public string? Ticket { get; set; }

    /// <summary>Whether it went to others than goes without saying.</summary>
    [Parameter]
    public bool ShowsRecipients { get; set; }

    [Parameter]
    public bool IsSelecting { get; set; }

    [Parameter]
    public bool IsSelected { get; set; }

    [Parameter]
    public EventCallback<(long Seq, bool IsSelected)> OnSelect { get; set; }

    /// <summary>Whether the agent may move it to another ticket.</summary>
    [Parameter]
    public bool CanMove { get; set; }

    /// <summary>Asks which ticket it should have come to; its number in the thread.</summary>
    [Parameter]
    public EventCallback<long> OnMove { get; set; }

    /// <summary>Sends a message again that did not arrive.</summary>
    [Parameter]
    public EventCallback<MessageId> OnRetry { get; set; }

    private string Side => Entry.Direction == Direction.In ? "in" : "out";

    private string Kind => Entry.MessageKind == MessageKind.Note ? "note" : "public";

    private DateTimeOffset Local => TimeZoneInfo.ConvertTime(Entry.CreatedAt, Zone);

    private bool HasFacts => Entry.FiledBecause is not null || Entry.RawBlob is not null || Entry.Mail is not null || Entry.To.Count > 0;

    private IReadOnlyList<AttachmentRef> ShownFiles => [.. Entry.Attachments.Where(static file => !file.IsInline)];

    protected override bool ShouldRender()
    {
        var now = (Entry.Rev, IsFirst, IsLast, Texts.Language, _isOpen, _showsFacts, IsSelecting, IsSelected, Ticket, ShowsRecipients, CanMove);
        if (_shown == now)
        {
            return false;
        }
        _shown = now;
        return true;
    }

    private string MarkText(string mark) => mark switch
    {
        "other sender" => Texts.Thread.OtherSender,
        "forwarded" => Texts.Work.Forward.TrimEnd('…', ' '),
        "outside answer" => Texts.Thread.OtherSender,
        "written outside" => Texts.Thread.WrittenOutside,
        "possible duplicate" => Texts.Thread.PossibleDuplicate,
        "text only" => Texts.Thread.TextOnly,
        _ => mark,
    };
}
