using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Hub.Agent.Blazor.Pages;

/// <summary>The desk: list, thread and details of whatever the address names.</summary>
[Authorize]
public partial class TicketDesk : ComponentBase, IDisposable
{
    private ListQuery _query = new(ListQuery.Default, null, TicketSort.Activity);
    private Tickets.Composer? _composer;
    private string? _asksFor;

    [Parameter]
    public string? ViewName { get; set; }

    [Parameter]
    public string? QueueKey { get; set; }

    [Parameter]
    public string? SavedKey { get; set; }

    [Parameter]
    public string? Number { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    public string? SortName { get; set; }

    /// <summary>What is looked for.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Q { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required ShellState Shell { get; set; }

    [Inject]
    public required TicketListState List { get; set; }

    [Inject]
    public required BulkState Bulk { get; set; }

    [Inject]
    public required SearchState Search { get; set; }

    [Inject]
    public required OpenTickets Tickets { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IJSRuntime Script { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    private bool IsSearch => new Uri(Navigation.Uri).AbsolutePath.StartsWith("/console/search", StringComparison.Ordinal);

    private string BackHref => IsSearch ? SearchAddress(Q, null) : _query.ToAddress();

    /// <summary>On wide screens the details show unless folded; on narrow ones only when asked for.</summary>
    private bool ShowsContext => !Session.Browser.IsContextHidden;

    private string Pane => Number is null ? "pane-list" : Shell.IsContextOpen ? "pane-context" : "pane-thread";

    private string Title => (IsSearch, _query) switch
    {
        (true, _) => Texts.Rail.Search,
        (_, { Saved: { } saved }) => Session.Directory.ViewFor(saved.Value, Session.Access)?.Name ?? Texts.Views.Views,
        (_, { Queue: { } queue }) => Session.Directory.NameOf(queue),
        (_, { View: "mine" }) => Texts.Rail.Mine,
        (_, { View: "unassigned" }) => Texts.Rail.Unassigned,
        (_, { View: "pending" }) => Texts.Rail.Pending,
        (_, { View: "closed" }) => Texts.Rail.Closed,
        _ => Texts.Rail.AllOpen,
    };

    private IEnumerable<(TicketSort Sort, string Text)> Sorts =>
    [
        (TicketSort.Activity, Texts.List.SortActivity), (TicketSort.Waiting, Texts.List.SortWaiting),
        (TicketSort.Priority, Texts.List.SortPriority), (TicketSort.Newest, Texts.List.SortNewest),
        .. _query.Saved is null ? Array.Empty<(TicketSort, string)>() : [(TicketSort.Own, Texts.Views.OwnOrder)],
    ];

    public void Dispose()
    {
        Session.Changed -= Refresh;
        Shell.Changed -= Refresh;
        Shell.KeyPressed -= OnKey;
        Tickets.Changed -= Refresh;
        Bulk.Changed -= Refresh;
        Commands.OfTicket(null);
        GC.SuppressFinalize(this);
    }

    protected override void OnInitialized()
    {
        Session.Changed += Refresh;
        Shell.Changed += Refresh;
        Shell.KeyPressed += OnKey;
        Tickets.Changed += Refresh;
        Bulk.Changed += Refresh;
        Commands.OfTicket(OfTicket);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (new Uri(Navigation.Uri).AbsolutePath is "/console" or "/console/")
        {
            Navigation.NavigateTo(new ListQuery(ListQuery.Default, null, TicketSort.Activity).ToAddress(), replace: true);
            return;
        }
        if (IsSearch)
        {
            _ = Search.LookAsync(Q ?? "");
        }
        else
        {
            _query = ListQuery.Of(ViewName, QueueKey, SortName, SavedKey);
            Bulk.Enter(_query);
            _ = List.OpenAsync(_query);
        }
        if (Number is null || Tickets.Current?.Number != Number)
        {
            Shell.OpenContext(false);
        }
        if (Tickets.Current?.Number != Number)
        {
            EndSelection();
        }
        await Tickets.OpenAsync(Number);
    }

    private static string SearchAddress(string? text, string? number) =>
        $"/console/search{(number is null ? "" : "/" + number)}?q={Uri.EscapeDataString(text ?? "")}";

    private void Sort(ChangeEventArgs change) => Navigation.NavigateTo(
        (_query with { Sort = Enum.Parse<TicketSort>((string)change.Value!) }).ToAddress(Number));

    private void LookAsync(string text) => Navigation.NavigateTo(SearchAddress(text, Number), replace: IsSearch);

    private async Task ToggleContext()
    {
        Shell.OpenContext(!Shell.IsContextOpen);
        Session.Browse(await Script.InvokeAsync<BrowserFacts>("hubTheme.toggleContext"));
    }

    /// <summary>Takes the ticket, or releases it when it is the agent's own.</summary>
    private Task TakeAsync() => ChangeAsync(command => command with
    {
        Assignee = new Patch<AgentId?>(true, Tickets.Current!.Thread.Ticket!.Assignee == Session.Access.Agent ? null : Session.Access.Agent),
    });

    private Task CloseAsync() => ChangeAsync(command => command with
    {
        Status = TicketStatuses.Of(Tickets.Current!.Thread.Ticket!.IsClosed ? TicketState.Open : TicketState.Closed),
    });

    private Task ChangeAsync(Func<ChangeCommand, ChangeCommand> set) => Tickets.Current?.Tools?.Context.ChangeAsync(set) ?? Task.CompletedTask;

    private void AskTakeOver() => _asksFor = Tickets.Current?.Tools?.Composer switch
    {
        { Problem: ComposerProblem.Locked locked } => locked.Holder,
        { OtherLock: { } held } => held.HolderName,
        _ => null,
    };

    private async Task TakeOverAsync(bool isConfirmed)
    {
        _asksFor = null;
        if (isConfirmed && Tickets.Current?.Tools is { } tools)
        {
            await tools.Composer.TakeOverAsync();
            await (_composer?.ChooseAsync(MessageKind.Public) ?? Task.CompletedTask);
        }
    }

    private void OnKey(string key) => _ = InvokeAsync(() => ActAsync(key));

    private Task ActAsync(string key)
    {
        switch (key)
        {
            case "j" or "k":
                if (List.Step(Number, key == "j" ? 1 : -1) is { } next)
                {
                    Navigation.NavigateTo(_query.ToAddress(next.Number));
                }
                return Task.CompletedTask;
            case "u":
                Navigation.NavigateTo(BackHref);
                return Task.CompletedTask;
            case "r" or "n":
                return _composer?.ChooseAsync(key == "n" ? MessageKind.Note : MessageKind.Public) ?? Task.CompletedTask;
            case "t":
                return TakeAsync();
            case "e" when Tickets.Current?.Tools is not null:
                return CloseAsync();
            case "m" when Tickets.Current?.Tools is not null:
                _action = TicketAction.Merge;
                StateHasChanged();
                return Task.CompletedTask;
            case "s" when Tickets.Current?.Tools is not null:
                _action = TicketAction.Custom;
                StateHasChanged();
                return Task.CompletedTask;
            case "w" when Tickets.Current?.Tools is not null:
                return ActAsync(TicketAction.Watch);
            case "i":
                return ToggleContext();
            case "x" when Number is not null:
                Bulk.Toggle(Number);
                return Task.CompletedTask;
            default:
                return Task.CompletedTask;
        }
    }

    private void Refresh() => _ = InvokeAsync(StateHasChanged);
}
