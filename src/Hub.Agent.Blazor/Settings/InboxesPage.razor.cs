using Hub.Core.Inboxes;
using Hub.Core.Live;
using Hub.Core.Storage;
using Microsoft.AspNetCore.Components;

namespace Hub.Agent.Blazor.Settings;

/// <summary>The inboxes, and which of them nothing comes in over. Kept true while it is open.</summary>
public partial class InboxesPage : SettingsPage
{
    private IReadOnlyDictionary<InboxId, InboxTrouble> _troubles = new Dictionary<InboxId, InboxTrouble>();
    private IDisposable? _events;

    [Inject]
    public required InboxTroubles Troubles { get; set; }

    [Inject]
    public required TicketFeed Feed { get; set; }

    protected override void Dispose(bool disposing)
    {
        _events?.Dispose();
        base.Dispose(disposing);
    }

    protected override Task OnInitializedAsync()
    {
        _events = Feed.WatchAllEvents(feedEvent =>
        {
            if (feedEvent is FeedEvent.InboxTroubled)
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
            _troubles = await Troubles.FindAsync(Directory.Current.Inboxes.Keys, Session.Ended);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException)
        {
            // Read again with the next change.
            return;
        }
        StateHasChanged();
    }
}
