using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Agents;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Hub.Agent.Blazor.Layout;

/// <summary>The agent's own corner: presence, language, looks, sign-out.</summary>
public partial class AgentCorner : StateView<AgentPresence>
{
    [Parameter, EditorRequired]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required ShellState Shell { get; set; }

    [Inject]
    public required ChangePreferences Preferences { get; set; }

    [Inject]
    public required IJSRuntime Script { get; set; }

    private ConsoleTexts Texts => Session.Texts;

    private IEnumerable<(string Theme, string Text)> Themes =>
        [("system", Texts.Rail.ThemeSystem), ("light", Texts.Rail.ThemeLight), ("dark", Texts.Rail.ThemeDark)];

    private Task ChooseAsync(ChangeEventArgs change) => Enum.TryParse<Availability>(change.Value as string, out var availability)
        ? State.ChooseAsync(availability)
        : Task.CompletedTask;

    private async Task SetAsync(PreferencesCommand command) => await Preferences.HandleAsync(command, Session.Agent.Id, Session.Ended);

    private async Task SetThemeAsync(string theme) => Session.Browse(await Script.InvokeAsync<BrowserFacts>("hubTheme.choose", theme));

    private async Task ToggleSoundAsync() => Session.Browse(await Script.InvokeAsync<BrowserFacts>("hubTheme.sound", !Session.Browser.HasSound));

    private async Task SignOutAsync() => await Script.InvokeVoidAsync("hubTheme.signOut");
}
