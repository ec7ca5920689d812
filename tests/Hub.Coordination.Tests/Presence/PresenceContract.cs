using Hub.Coordination.Redis;
using Hub.Coordination.Tests.Servers;
using Hub.Core.Agents;
using Hub.Core.Ports;

namespace Hub.Coordination.Tests.Presence;

public abstract class PresenceContract(CoordinationServer server) : CoordinationContract(server)
{
    private RedisPresence Presence => new(Connection, Clock);

    [Fact]
    public async Task An_agent_is_here_until_its_lease_ends()
    {
        await Presence.BeatAsync(Anna, "c1", Availability.Busy, Ct);
        Clock.Advance(RedisPresence.Lease - TimeSpan.FromMilliseconds(1));
        (await Presence.ReadAsync(Ct)).Agents.ShouldBe([KeyValuePair.Create(Anna, Availability.Busy)]);

        Clock.Advance(TimeSpan.FromMilliseconds(1));

        var after = await Presence.ReadAsync(Ct);
        after.IsKnown.ShouldBeTrue();
        after.Agents.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_heartbeat_prolongs_the_lease()
    {
        await Presence.BeatAsync(Anna, "c1", Availability.Online, Ct);
        Clock.Advance(TimeSpan.FromSeconds(29));
        await Presence.BeatAsync(Anna, "c1", Availability.Online, Ct);
        Clock.Advance(TimeSpan.FromSeconds(29));

        (await Presence.ReadAsync(Ct)).Agents.Keys.ShouldContain(Anna);
    }

    [Fact]
    public async Task An_agent_with_several_connections_shows_its_most_available_one_and_stays_until_the_last_leaves()
    {
        await Presence.BeatAsync(Anna, "phone", Availability.Away, Ct);
        await Presence.BeatAsync(Anna, "desk", Availability.Online, Ct);
        await Presence.BeatAsync(Ben, "desk", Availability.Busy, Ct);
        (await Presence.ReadAsync(Ct)).Agents[Anna].ShouldBe(Availability.Online);

        await Presence.LeaveAsync(Anna, "desk", Ct);
        (await Presence.ReadAsync(Ct)).Agents[Anna].ShouldBe(Availability.Away);

        await Presence.LeaveAsync(Anna, "phone", Ct);
        (await Presence.ReadAsync(Ct)).Agents.ShouldBe([KeyValuePair.Create(Ben, Availability.Busy)]);
    }

    [Fact]
    public async Task Another_availability_on_the_same_connection_replaces_the_first()
    {
        await Presence.BeatAsync(Anna, "c1", Availability.Online, Ct);
        await Presence.BeatAsync(Anna, "c1", Availability.Away, Ct);

        (await Presence.ReadAsync(Ct)).Agents[Anna].ShouldBe(Availability.Away);
    }

    [Fact]
    public async Task An_agent_that_returns_after_its_lease_ended_shows_what_it_says_now()
    {
        await Presence.BeatAsync(Anna, "c1", Availability.Online, Ct);
        Clock.Advance(RedisPresence.Lease);
        (await Presence.ReadAsync(Ct)).Agents.ShouldBeEmpty();

        await Presence.BeatAsync(Anna, "c2", Availability.Busy, Ct);

        (await Presence.ReadAsync(Ct)).Agents.ShouldBe([KeyValuePair.Create(Anna, Availability.Busy)]);
    }

    [Fact]
    public async Task Viewers_are_one_an_agent_with_the_strongest_mode()
    {
        await Presence.ViewAsync(Ticket, new Viewer(Anna, "Anna / Ärztin", ViewerMode.Viewing), "c1", Ct);
        await Presence.ViewAsync(Ticket, new Viewer(Anna, "Anna / Ärztin", ViewerMode.Replying), "c2", Ct);
        await Presence.ViewAsync(Ticket, new Viewer(Ben, "Ben", ViewerMode.Noting), "c3", Ct);
        (await Presence.ViewersAsync(Ticket, Ct)).ShouldBe(
            [new Viewer(Anna, "Anna / Ärztin", ViewerMode.Replying), new Viewer(Ben, "Ben", ViewerMode.Noting)], ignoreOrder: true);

        await Presence.UnviewAsync(Ticket, "c2", Ct);
        await Presence.UnviewAsync(Ticket, "c3", Ct);

        (await Presence.ViewersAsync(Ticket, Ct)).ShouldBe([new Viewer(Anna, "Anna / Ärztin", ViewerMode.Viewing)]);
    }

    [Fact]
    public async Task Viewers_vanish_with_their_lease_and_belong_to_one_ticket()
    {
        await Presence.ViewAsync(Ticket, new Viewer(Anna, "Anna", ViewerMode.Viewing), "c1", Ct);
        (await Presence.ViewersAsync(new TicketId("tkt_2"), Ct)).ShouldBeEmpty();

        Clock.Advance(RedisPresence.Lease);

        (await Presence.ViewersAsync(Ticket, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_lost_lease_leaves_behind_is_cleared_away()
    {
        for (var connection = 0; connection < 20; connection++)
        {
            await Presence.BeatAsync(Anna, $"c{connection}", Availability.Online, Ct);
        }

        Clock.Advance(RedisPresence.Lease);
        await Presence.BeatAsync(Ben, "c", Availability.Online, Ct);
        await Presence.ReadAsync(Ct);

        var values = await Connection.Multiplexer.GetDatabase().HashGetAllAsync(Connection.Key("{presence}:values"));
        values.Select(static entry => (string?)entry.Name).ShouldBe([$"{Ben}/c"]);
    }
}

public sealed class GarnetPresence(GarnetInProcess server) : PresenceContract(server), IClassFixture<GarnetInProcess>;

public sealed class RedisServerPresence(RedisProcess server) : PresenceContract(server), IClassFixture<RedisProcess>;

public sealed class RedisClusterPresence(RedisCluster server) : PresenceContract(server), IClassFixture<RedisCluster>;
