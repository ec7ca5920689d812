using Hub.Agent.Blazor.State;
using Hub.Agent.Blazor.Texts;
using Hub.Core.Agents;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Settings;

/// <summary>A screen for administrators: shows the directory, kept true; one entry is edited at a time.</summary>
[Authorize]
public abstract class SettingsPage : ComponentBase, IDisposable
{
    [Inject]
    public required ConsoleSession Session { get; set; }

    [Inject]
    public required HubDirectory Directory { get; set; }

    protected ConsoleTexts Texts => Session.Texts;

    /// <summary>Id of the entry whose form is open; "" for a new one, null for none.</summary>
    protected string? Editing { get; private set; }

    protected void Edit(string? id) => Editing = Editing == id ? null : id;

    protected void Done() => Editing = null;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        Directory.Changed -= OnChanged;
        Session.Changed -= Refresh;
    }

    protected override void OnInitialized()
    {
        Directory.Changed += OnChanged;
        Session.Changed += Refresh;
    }

    private void OnChanged(DirectorySnapshot snapshot) => Refresh();

    private void Refresh() => _ = InvokeAsync(StateHasChanged);
}
