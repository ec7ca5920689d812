using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Hub.Agent.Blazor.Tickets;

/// <summary>The list of tickets; a small script keeps rows still under the pointer and asks for more at the end.</summary>
public partial class TicketList : StateView<TicketListState>, IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(30);
    private ElementReference _body;
    private readonly ComponentScript<TicketList> _script;
    private ITimer? _tick;

    public TicketList() => _script = new ComponentScript<TicketList>(this);

    [Parameter, EditorRequired]
    public required ListQuery Query { get; set; }

    /// <summary>Number of the ticket that is open, or null.</summary>
    [Parameter]
    public string? Selected { get; set; }

    [Parameter, EditorRequired]
    public required BulkState Bulk { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required IJSRuntime Script { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    [JSInvokable]
    public Task LoadMoreAsync() => State.LoadMoreAsync();

    public async ValueTask DisposeAsync()
    {
        Dispose();
        GC.SuppressFinalize(this);
        if (_tick is not null)
        {
            await _tick.DisposeAsync();
        }
        await _script.DisposeAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _tick = Clock.CreateTimer(_ => _ = InvokeAsync(StateHasChanged), null, Tick, Tick);
            await _script.AttachAsync(Script, "list.js", _body);
        }
    }

    private Task RetryAsync() => State.OpenAsync(Query);
}
