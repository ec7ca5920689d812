using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Queues;
using Hub.Core.Tickets;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Hub.Agent.Blazor.Tickets;

/// <summary>Asks for what an action needs (the other ticket, a subject, a time) and carries it out.</summary>
public partial class TieDialog : ComponentBase
{
    private static readonly MudBlazor.DialogOptions Options = new() { CloseOnEscapeKey = true, MaxWidth = MudBlazor.MaxWidth.ExtraSmall, FullWidth = true };
    private TicketAction? _asked;
    private LinkType _type = LinkType.Child;
    private string _number = "";
    private string _subject = "";
    private string _queue = "";
    private DateTime _until;
    private int _minutes;
    private string? _refusal;

    /// <summary>What is asked for; null while nothing is.</summary>
    [Parameter]
    public TicketAction? Action { get; set; }

    [Parameter, EditorRequired]
    public required Ticket Ticket { get; set; }

    /// <summary>Working time proposed, in minutes.</summary>
    [Parameter]
    public int Minutes { get; set; } = 15;

    /// <summary>Entries that are split off or moved.</summary>
    [Parameter]
    public IReadOnlyList<long> Seqs { get; set; } = [];

    /// <summary>Sets the ticket aside; answers why not, or null.</summary>
    [Parameter, EditorRequired]
    public required Func<DateTimeOffset, Task<string?>> SnoozeAsync { get; set; }

    /// <summary>Done with the ticket to go to, or given up with null.</summary>
    [Parameter]
    public EventCallback<string?> OnDone { get; set; }

    [Inject]
    public required TicketActions Actions { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required IJSRuntime Script { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    private string Title => Action switch
    {
        TicketAction.Merge => Texts.Ties.Into,
        TicketAction.Link => Texts.Ties.Link,
        TicketAction.Split => Texts.Ties.Split,
        TicketAction.Move => Texts.Ties.MoveTo,
        TicketAction.Forward => Texts.Work.Forward,
        TicketAction.Time => Texts.Work.Time,
        TicketAction.Custom => Texts.Work.Snooze,
        _ => "",
    };

    private string Hint => Action switch
    {
        TicketAction.Merge => string.Format(Texts.Culture, Texts.Ties.MergeHint, Ticket.Number),
        TicketAction.Link => Texts.Ties.LinkHint,
        TicketAction.Split => Texts.Ties.SplitHint,
        TicketAction.Move => Texts.Ties.MoveHint,
        TicketAction.Forward => Texts.Work.ForwardHint,
        TicketAction.Time => Texts.Work.TimeHint,
        TicketAction.Custom => Texts.Work.CustomHint,
        _ => "",
    };

    private IEnumerable<QueueId> Queues => Session.Directory.Queues.Keys
        .Where(queue => Session.Access.May(Right.Create, queue)).OrderBy(Session.PathOf, StringComparer.CurrentCultureIgnoreCase);

    protected override async Task OnParametersSetAsync()
    {
        if (_asked == Action)
        {
            return;
        }
        _asked = Action;
        var tomorrow = TimeZoneInfo.ConvertTime(Session.Now, Session.Zone).Date.AddDays(1).AddHours(9);
        _minutes = Minutes;
        (_number, _subject, _queue, _until, _refusal) = ("", Action is TicketAction.Split ? Ticket.Subject : "", Ticket.Queue.Value, tomorrow, null);
        if (Action is not null)
        {
            await Script.InvokeVoidAsync("hubPage.focusWithin", "#tie-form :is(input, select, textarea)");
        }
    }

    private async Task RunAsync()
    {
        if (Action is TicketAction.Custom)
        {
            var local = DateTime.SpecifyKind(_until, DateTimeKind.Unspecified);
            _refusal = await SnoozeAsync(new DateTimeOffset(local, Session.Zone.GetUtcOffset(local)).ToUniversalTime());
            await FinishAsync(Ticket.Number);
            return;
        }
        var answer = Action switch
        {
            TicketAction.Merge => await Actions.MergeAsync(Ticket, _number),
            TicketAction.Link => await Actions.LinkAsync(Ticket, _type, _number),
            TicketAction.Move => await Actions.MoveAsync(Ticket, Seqs, _number),
            TicketAction.Forward => await Actions.ForwardAsync(Ticket, _number, _subject),
            TicketAction.Time => await Actions.BookAsync(Ticket, _minutes, _subject),
            TicketAction.Split => await Actions.SplitAsync(Ticket, Seqs, _subject, new QueueId(_queue)),
            _ => throw new InvalidOperationException($"{Action} asks for nothing."),
        };
        _refusal = answer.Refusal;
        await FinishAsync(Action is TicketAction.Merge ? TicketActions.NumberOf(_number) : answer.Ticket?.Number);
    }

    private Task FinishAsync(string? number) => _refusal is null ? OnDone.InvokeAsync(number) : Task.CompletedTask;
}
