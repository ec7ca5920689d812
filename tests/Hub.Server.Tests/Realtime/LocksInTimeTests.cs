using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Tickets;
using Hub.Server.Realtime;
using Hub.Server.Realtime.Agents;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Server.Tests.Realtime;

/// <summary>Locks end when nobody works under them.</summary>
public sealed class LocksInTimeTests(LiveHub hub) : IClassFixture<LiveHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lock_whose_lease_ran_out_is_freed_and_a_live_one_and_one_just_taken_stay()
    {
        var reaper = hub.Services.GetServices<IHostedService>().OfType<LockReaper>().Single();
        var (locks, leases) = (hub.Services.GetRequiredService<LockTicket>(), hub.Services.GetRequiredService<ITicketLocks>());
        var earlier = new FakeTimeProvider(TimeProvider.System.GetUtcNow() - (2 * TicketLock.Beginning));
        var old = ActivatorUtilities.CreateInstance<LockTicket>(hub.Services, ActivatorUtilities.CreateInstance<ThreadWriter>(hub.Services, earlier));
        var (lapsed, live, begun) = (await AskedAsync(), await AskedAsync(), await AskedAsync());
        var token = (await old.TakeAsync(lapsed.Id, hub.Administrator, Ct)).ShouldBeOfType<LockOutcome.Held>().Lock.Token;
        await old.TakeAsync(live.Id, hub.Administrator, Ct);
        var first = (await locks.TakeAsync(begun.Id, hub.Administrator, Ct)).ShouldBeOfType<LockOutcome.Held>().Lock.Token;
        await leases.EndAsync(lapsed.Id, token, Ct);
        await leases.EndAsync(begun.Id, first, Ct);

        await reaper.ReapAsync(Ct);

        (await FindAsync(lapsed)).Lock.ShouldBeNull();
        (await FindAsync(live)).Lock.ShouldNotBeNull();
        (await FindAsync(begun)).Lock.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_lock_is_kept_while_its_agent_works_and_given_back_after_two_idle_minutes()
    {
        var ticket = await AskedAsync();
        await using var anna = await HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/agent"), (await hub.HireAsync("Anna")).Token);
        await anna.CallAsync("Lock", new { number = ticket.Number });
        var agents = hub.Services.GetRequiredService<AgentFeed>();
        var session = agents.Sessions.Single(session => session.Locks.ContainsKey(ticket.Id));
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(1));
        using var beat = new AgentBeat(agents, hub.Services.GetRequiredService<IPresence>(), hub.Services.GetRequiredService<LockTicket>(),
            hub.Services.GetRequiredService<HubDirectory>(), clock, NullLogger<AgentBeat>.Instance);

        await beat.BeatAsync(session, Ct);
        (await FindAsync(ticket)).Lock.ShouldNotBeNull();
        clock.Advance(AgentBeat.IdleLimit);
        await beat.BeatAsync(session, Ct);
        (await FindAsync(ticket)).Lock.ShouldBeNull();
    }

    private async Task<Ticket> AskedAsync()
    {
        await using var visitor = await VisitorClient.StartAsync(hub);
        var number = (await visitor.SendAsync("Hello")).GetProperty("number").GetString()!;
        return (await hub.Services.GetRequiredService<ThreadReader>().FindAsync(number, hub.Administrator, Ct))!;
    }

    private async Task<Ticket> FindAsync(Ticket ticket) => (await hub.Services.GetRequiredService<IHubStore>().FindAsync(ticket.Id, Ct))!;
}
