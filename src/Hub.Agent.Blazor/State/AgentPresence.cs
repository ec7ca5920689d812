using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Ports;

namespace Hub.Agent.Blazor.State;

/// <summary>This agent's sign of being there, and which colleagues are.</summary>
public sealed class AgentPresence : ObservableState, IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);
    private readonly IPresence _presence;
    private readonly TicketFeed _feed;
    private readonly ConsoleSession _session;
    private readonly ChangePreferences _preferences;
    private readonly TimeProvider _clock;
    private readonly IDisposable _events;
    private ITimer? _beat;
    private bool _isConnected = true;

    public AgentPresence(IPresence presence, TicketFeed feed, ConsoleSession session, ChangePreferences preferences, TimeProvider clock)
    {
        (_presence, _feed, _session, _preferences, _clock) = (presence, feed, session, preferences, clock);
        _events = feed.WatchAllEvents(feedEvent =>
        {
            if (feedEvent is FeedEvent.PresenceChanged && _beat is not null)
            {
                _ = ReadAsync();
            }
        });
    }

    public PresenceSnapshot Agents { get; private set; } = new(false, new Dictionary<AgentId, Availability>());

    /// <summary>Begins to beat.</summary>
    public async Task StartAsync()
    {
        await BeatAsync();
        _feed.Publish(new FeedEvent.PresenceChanged());
        _beat = _clock.CreateTimer(_ => _ = BeatAsync(), null, Beat, Beat);
        await ReadAsync();
    }

    /// <summary>Keeps the agent's choice and tells the others.</summary>
    public async Task ChooseAsync(Availability availability)
    {
        await _preferences.HandleAsync(new PreferencesCommand { Availability = availability }, _session.Agent.Id, _session.Ended);
        await _presence.BeatAsync(_session.Agent.Id, _session.Connection, availability, _session.Ended);
        _feed.Publish(new FeedEvent.PresenceChanged());
    }

    public void SetConnected(bool isConnected) => _isConnected = isConnected;

    public async ValueTask DisposeAsync()
    {
        _events.Dispose();
        if (_beat is null)
        {
            return;
        }
        await _beat.DisposeAsync();
        if (_session.IsSignedIn)
        {
            await _presence.LeaveAsync(_session.Agent.Id, _session.Connection, CancellationToken.None);
            _feed.Publish(new FeedEvent.PresenceChanged());
        }
    }

    private async Task BeatAsync()
    {
        if (_isConnected && _session.IsSignedIn)
        {
            await _presence.BeatAsync(_session.Agent.Id, _session.Connection, _session.Agent.Availability, CancellationToken.None);
            await ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        Agents = await _presence.ReadAsync(CancellationToken.None);
        Notify();
    }
}
