using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Outbound;
using Hub.Core.Tickets;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Hub.Agent.Blazor.Tickets;

/// <summary>A ticket's thread with its heading; the composer is put in from outside.</summary>
public partial class ThreadPane : StateView<TicketThread>, IAsyncDisposable
{
    private ElementReference _scroll;
    private readonly ComponentScript<ThreadPane> _script;
    private TicketThread? _heard;
    private string _announcement = "";
    private bool _isAttached;

    public ThreadPane() => _script = new ComponentScript<ThreadPane>(this);

    [Parameter, EditorRequired]
    public required TicketPresence Presence { get; set; }

    [Parameter, EditorRequired]
    public required string BackHref { get; set; }

    [Parameter]
    public RenderFragment? Foot { get; set; }

    [Parameter]
    public EventCallback<TicketAction> OnAction { get; set; }

    [Parameter]
    public bool IsSelecting { get; set; }

    /// <summary>Numbers of the entries selected.</summary>
    [Parameter]
    public IReadOnlySet<long> Selected { get; set; } = new HashSet<long>();

    [Parameter]
    public EventCallback<(long Seq, bool IsSelected)> OnSelect { get; set; }

    /// <summary>Asks which ticket an entry should have come to; its number in the thread.</summary>
    [Parameter]
    public EventCallback<long> OnMove { get; set; }

    [Parameter]
    public EventCallback OnDetails { get; set; }

    [Parameter]
    public EventCallback OnTake { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required RetryDelivery Retry { get; set; }

    [Inject]
    public required IJSRuntime Script { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Session.Now, Session.Zone).DateTime);

    [JSInvokable]
    public Task LoadOlderAsync() => State.LoadOlderAsync();

    [JSInvokable]
    public Task SetSeenAsync(bool isSeen) => State.SetSeenAsync(isSeen);

    public async ValueTask DisposeAsync()
    {
        Dispose();
        GC.SuppressFinalize(this);
        if (_heard is not null)
        {
            _heard.Arrived -= OnArrived;
        }
        await _script.DisposeAsync();
    }

    protected override void OnParametersSet()
    {
        base.OnParametersSet();
        if (!ReferenceEquals(_heard, State))
        {
            if (_heard is not null)
            {
                _heard.Arrived -= OnArrived;
            }
            _heard = State;
            _heard.Arrived += OnArrived;
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (State.Phase == PanePhase.Ready && !_isAttached)
        {
            _isAttached = true;
            await _script.AttachAsync(Script, "thread.js", _scroll);
        }
    }

    private static bool CountsIn(Ticket ticket, Message entry) => entry.Ticket == ticket.Id && entry.MovedTo is null;

    private async Task RetryAsync(MessageId message) => await Retry.HandleAsync(message, Session.Access, Session.Ended);

    private void OnArrived(Message entry) => _ = InvokeAsync(() =>
    {
        _announcement = string.Format(Texts.Culture, Texts.Shell.NewMessageFrom, entry.Author.Name);
        StateHasChanged();
    });
}
