using Hub.Agent.Blazor.State;
using Hub.Core.Inbound;
using Hub.Core.Storage;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Settings;

/// <summary>What Hub kept back, and why.</summary>
public partial class TrayPage : SettingsPage
{
    private const int PageSize = 100;
    private IReadOnlyList<Intake>? _items;
    private (DocId<Intake> Id, string Text)? _problem;

    [Inject]
    public required ListTray Tray { get; set; }

    [Inject]
    public required ReleaseIntake Release { get; set; }

    [Inject]
    public required DeleteIntake Delete { get; set; }

    [Inject]
    public required RailCounts Counts { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _items = (await Tray.HandleAsync(Session.Access, new PageRequest(PageSize), Session.Ended)).Items;
        Counts.Plan();
    }

    private async Task ReleaseAsync(Intake item)
    {
        var outcome = await Release.HandleAsync(item.Id, null, Session.Access, Session.Ended);
        _problem = outcome is TrayOutcome.StillHeld held ? (item.Id, held.Reason) : null;
        if (outcome is TrayOutcome.Released { Filing.Ticket: { } number })
        {
            Navigation.NavigateTo($"/console/all/{number}");
            return;
        }
        await LoadAsync();
    }

    private async Task DiscardAsync(Intake item)
    {
        await Delete.HandleAsync(item.Id, Session.Access, Session.Ended);
        await LoadAsync();
    }
}
