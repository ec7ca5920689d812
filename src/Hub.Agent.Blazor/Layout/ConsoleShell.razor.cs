using Hub.Agent.Blazor.Commands;
using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace Hub.Agent.Blazor.Layout;

/// <summary>The frame around every page: rail, drawer, shortcuts, title.</summary>
public partial class ConsoleShell : LayoutComponentBase, IAsyncDisposable
{
    private bool _isReady;
    private readonly ComponentScript<ConsoleShell> _script;
    private (int Unread, bool Sound, string Language)? _told;

    public ConsoleShell() => _script = new ComponentScript<ConsoleShell>(this);

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required ShellState Shell { get; set; }

    [Inject]
    public required RailCounts Counts { get; set; }

    [Inject]
    public required CommandBarState Commands { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IJSRuntime Script { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    [JSInvokable]
    public void Press(string key) => Shell.Press(key);

    [JSInvokable]
    public void OpenCommands() => Commands.Open();

    [JSInvokable]
    public void Browse(BrowserFacts facts) => Session.Browse(facts);

    public async ValueTask DisposeAsync()
    {
        Session.Changed -= Refresh;
        Shell.Changed -= Refresh;
        Counts.Changed -= Refresh;
        Navigation.LocationChanged -= OnLocationChanged;
        GC.SuppressFinalize(this);
        await _script.DisposeAsync();
    }

    protected override void OnInitialized()
    {
        Session.Changed += Refresh;
        Shell.Changed += Refresh;
        Counts.Changed += Refresh;
        Navigation.LocationChanged += OnLocationChanged;
        Commands.GoTo = address => Navigation.NavigateTo(address);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _script.AttachAsync(Script, "shell.js");
            _isReady = true;
            StateHasChanged();
        }
        var now = (Counts.Unread, Session.Browser.HasSound, Texts.Language);
        if (_script.IsAttached && _told != now)
        {
            _told = now;
            await _script.CallAsync("tell", now.Unread, now.HasSound, now.Language);
        }
    }

    private Task BackAsync() => _script.CallAsync("back");

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        Shell.OpenRail(false);
        // Who goes back while the command bar is open would find it over another page.
        if (Commands.IsOpen)
        {
            Commands.Close();
        }
    }

    private void Refresh() => _ = InvokeAsync(StateHasChanged);
}
