using Hub.Agent.Blazor.People;
using Hub.Core.AutomaticMails;
using Hub.Core.Inbound;
using Hub.Core.Live;
using Hub.Core.Storage;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Settings;

/// <summary>What Hub kept back, and why; who is blocked; where it writes no mail by itself. Kept true while it is open.</summary>
public partial class TrayPage : SettingsPage
{
    private PagedList<Intake> _list = null!;
    private IReadOnlyList<QueuePause> _pauses = [];
    private IDisposable? _events;

    [Inject]
    public required ListTray Tray { get; set; }

    [Inject]
    public required QueuePauses Pauses { get; set; }

    [Inject]
    public required TicketFeed Feed { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary><c>blocked</c> or <c>addresses</c>; <c>tray</c> for what was kept back.</summary>
    private string Part => Navigation.ToBaseRelativePath(Navigation.Uri).Split('?')[0].TrimEnd('/').Split('/')[^1];

    private IReadOnlyList<(string Path, string Text)> Pages =>
        [("/console/tray", Texts.Tray.Kept), ("/console/tray/blocked", Texts.Tray.Blocked), ("/console/tray/addresses", Texts.Tray.Addresses)];

    protected override void Dispose(bool disposing)
    {
        _events?.Dispose();
        base.Dispose(disposing);
    }

    protected override Task OnInitializedAsync()
    {
        _list = new PagedList<Intake>((page, ct) => Tray.HandleAsync(Session.Access, page, ct));
        _events = Feed.WatchAllEvents(feedEvent =>
        {
            if (feedEvent is FeedEvent.TrayChanged)
            {
                _ = InvokeAsync(LoadAsync);
            }
        });
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            // Says itself when it cannot be read.
            await _list.RefreshAsync(Session.Ended);
            _pauses = await Pauses.ListAsync(Session.Access, Session.Ended);
        }
        catch (StoreUnavailableException)
        {
            // Read again with the next change.
        }
        catch (OperationCanceledException)
        {
            return;
        }
        StateHasChanged();
    }

    private async Task ResumeAsync(QueueId queue)
    {
        await Pauses.ResumeAsync(queue, Session.Access, Session.Ended);
        await LoadAsync();
    }
}
