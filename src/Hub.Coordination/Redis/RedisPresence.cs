using Hub.Core.Agents;
using Hub.Core.Ports;

namespace Hub.Coordination.Redis;

/// <summary>Presence as leases of connections: one table of agents, one table a ticket of those who have it open.</summary>
public sealed class RedisPresence(RedisConnection connection, TimeProvider clock) : IPresence
{
    /// <summary>How long a heartbeat counts.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly LeaseTable _agents = new(connection, clock, "presence");

    public ValueTask BeatAsync(AgentId agent, string connection, Availability availability, CancellationToken ct) =>
        _agents.PutAsync(NameOf(agent, connection), availability.ToString(), Lease, ct);

    public ValueTask LeaveAsync(AgentId agent, string connection, CancellationToken ct) =>
        _agents.RemoveAsync(NameOf(agent, connection), ct);

    public async ValueTask<PresenceSnapshot> ReadAsync(CancellationToken ct)
    {
        var live = await _agents.LiveAsync(ct);
        var agents = new Dictionary<AgentId, Availability>();
        foreach (var (name, value) in live.IsKnown ? live.Value : [])
        {
            var agent = new AgentId(name[..name.IndexOf('/', StringComparison.Ordinal)]);
            var availability = Enum.Parse<Availability>(value);
            agents[agent] = agents.TryGetValue(agent, out var other) && other < availability ? other : availability;
        }

        return new PresenceSnapshot(live.IsKnown, agents);
    }

    public ValueTask ViewAsync(TicketId ticket, Viewer viewer, string connection, CancellationToken ct) =>
        ViewersOf(ticket).PutAsync(connection, $"{viewer.Agent}/{viewer.Mode}/{viewer.Name}", Lease, ct);

    public ValueTask UnviewAsync(TicketId ticket, string connection, CancellationToken ct) =>
        ViewersOf(ticket).RemoveAsync(connection, ct);

    public async ValueTask<IReadOnlyList<Viewer>> ViewersAsync(TicketId ticket, CancellationToken ct)
    {
        var live = await ViewersOf(ticket).LiveAsync(ct);
        return live.IsKnown
            ? [.. live.Value.Select(Read).GroupBy(static viewer => viewer.Agent).Select(static own => own.MaxBy(static viewer => viewer.Mode)!)]
            : [];
    }

    private LeaseTable ViewersOf(TicketId ticket) => new(connection, clock, $"viewers:{ticket}");

    private static string NameOf(AgentId agent, string connection) => $"{agent}/{connection}";

    /// <summary>Ids and modes hold no slash; names may.</summary>
    private static Viewer Read(KeyValuePair<string, string> entry)
    {
        var parts = entry.Value.Split('/', 3);
        return new Viewer(new AgentId(parts[0]), parts[2], Enum.Parse<ViewerMode>(parts[1]));
    }
}
