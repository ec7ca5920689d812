using Hub.Agent.Blazor.State;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Hub.Agent.Blazor.Layout;

/// <summary>Root of the interactive console: begins the session, then shows the page of the address.</summary>
public partial class Routes : ComponentBase, IDisposable
{
    private bool _hasStarted;

    /// <summary>What the browser asked for (RFC 9110, 12.5.4); decides the language when the agent has not.</summary>
    [Parameter]
    public string? AcceptLanguage { get; set; }

    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required AgentPresence Presence { get; set; }

    [Inject]
    public required RailCounts Counts { get; set; }

    [Inject]
    public required AuthenticationStateProvider Authentication { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IJSRuntime Script { get; set; }

    public void Dispose()
    {
        Session.Changed -= OnSessionChanged;
        GC.SuppressFinalize(this);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }
        var principal = (await Authentication.GetAuthenticationStateAsync()).User;
        if (!AgentId.TryParse(principal.FindFirst(ConsoleClaims.Agent)?.Value, out var agent))
        {
            SignIn();
            return;
        }
        var browser = await Script.InvokeAsync<BrowserFacts>("hubTheme.facts");
        await Session.StartAsync(agent, AcceptLanguage, browser, CancellationToken.None);
        _hasStarted = true;
        Session.Changed += OnSessionChanged;
        if (!Session.IsSignedIn)
        {
            SignIn();
            return;
        }
        StateHasChanged();
        await Presence.StartAsync();
        await Counts.CountAsync();
    }

    private void OnSessionChanged() => _ = InvokeAsync(() =>
    {
        if (_hasStarted && !Session.IsSignedIn)
        {
            SignIn();
            return;
        }
        StateHasChanged();
    });

    private void SignIn() => Navigation.NavigateTo(
        $"/signin?returnUrl={Uri.EscapeDataString("/" + Navigation.ToBaseRelativePath(Navigation.Uri))}", forceLoad: true);
}
