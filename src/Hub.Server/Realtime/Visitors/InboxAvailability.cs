using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Queues;

namespace Hub.Server.Realtime.Visitors;

/// <summary>Whether somebody is there to answer an inbox: an agent who is online and may use its queue.</summary>
internal sealed class InboxAvailability(IPresence presence, HubDirectory directory)
{
    private volatile PresenceSnapshot? _presence;

    /// <summary>After somebody came or went.</summary>
    public event Action? Changed;

    /// <summary><c>online</c> or <c>away</c>; while presence is unknown the last known state, at first <c>away</c>.</summary>
    public string StateOf(InboxId inbox)
    {
        var names = directory.Current;
        return names.Inboxes.TryGetValue(inbox, out var found) && _presence is { } known && known.Agents.Any(agent =>
            agent.Value is Availability.Online or Availability.Busy
            && names.Agents.TryGetValue(agent.Key, out var who) && who.IsActive && AgentAccess.Of(who, names).May(Right.Reply, found.Queue))
            ? "online"
            : "away";
    }

    /// <summary>Reads presence anew.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        var now = await presence.ReadAsync(ct);
        if (!now.IsKnown)
        {
            return;
        }
        var before = _presence;
        _presence = now;
        if (before is null || before.Agents.Count != now.Agents.Count || before.Agents.Any(agent => !now.Agents.TryGetValue(agent.Key, out var state) || state != agent.Value))
        {
            Changed?.Invoke();
        }
    }
}
