using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Queues;

namespace Hub.Server.Realtime.Visitors;

/// <summary>Whether somebody is there to answer an inbox: an agent who is online and may use its queue, within the queue's
/// working hours.</summary>
internal sealed class InboxAvailability(IPresence presence, HubDirectory directory, TimeProvider clock)
{
    private volatile PresenceSnapshot? _presence;
    private Dictionary<InboxId, string> _told = [];

    /// <summary>After an inbox's state changed: somebody came or went, or its working hours began or ended.</summary>
    public event Action? Changed;

    /// <summary><c>online</c> or <c>away</c>; while presence is unknown the last known state, at first <c>away</c>.</summary>
    public string StateOf(InboxId inbox)
    {
        var names = directory.Current;
        return names.Inboxes.TryGetValue(inbox, out var found) && _presence is { } known && known.Agents.Any(agent =>
            agent.Value is Availability.Online or Availability.Busy
            && names.Agents.TryGetValue(agent.Key, out var who) && who.IsActive && AgentAccess.Of(who, names).May(Right.Reply, found.Queue))
            && names.SettingsOf(found.Queue).WorkingHours?.IncludesInstant(clock.GetUtcNow()) != false
            ? "online"
            : "away";
    }

    /// <summary>Reads presence and the clock anew.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        var now = await presence.ReadAsync(ct);
        if (now.IsKnown)
        {
            _presence = now;
        }
        var states = directory.Current.Inboxes.Keys.ToDictionary(static inbox => inbox, StateOf);
        if (states.Any(state => state.Value != _told.GetValueOrDefault(state.Key)))
        {
            _told = states;
            Changed?.Invoke();
        }
    }
}
