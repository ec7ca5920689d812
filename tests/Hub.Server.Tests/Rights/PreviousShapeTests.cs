using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Server.Tests.Realtime;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Server.Tests.Rights;

/// <summary>Agents as version 1 stored them keep their rights, before and after they are brought to the new shape.</summary>
public sealed class PreviousShapeTests(LiveHub hub) : IClassFixture<LiveHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_agent_of_shape_1_keeps_its_queues_also_when_a_start_has_brought_only_some_over()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var sales = new QueueId(await desk.QueueAsync("Sales"));
        var other = new QueueId(await desk.QueueAsync("Other"));
        var store = hub.Services.GetRequiredService<IHubStore>();
        var directory = hub.Services.GetRequiredService<HubDirectory>();
        var migration = hub.Services.GetRequiredService<GiveQueueRoles>();
        var (all, some, none) = (Stored("all", ""), Stored("some", $",\"queues\":[\"{sales}\"]"), Stored("none", ",\"queues\":[]"));
        await store.CommitAsync(new ChangeSet().Insert(all).Insert(some).Insert(none), Ct);
        await directory.RefreshAsync(Ct);
        Reads(all).ShouldBe((true, true));
        Reads(some).ShouldBe((true, false));
        Reads(none).ShouldBe((false, false));

        // The first start ends before the last agent; the second finds some brought over and one not.
        await migration.HandleAsync(Ct);
        var late = Stored("late", $",\"queues\":[\"{sales}\"]");
        await store.CommitAsync(new ChangeSet().Insert(late), Ct);
        await directory.RefreshAsync(Ct);
        Reads(late).ShouldBe((true, false));
        await migration.HandleAsync(Ct);
        await migration.HandleAsync(Ct);
        Reads(late).ShouldBe((true, false));
        directory.Current.Agents[late.Id].Roles.ShouldBe(directory.Current.Agents[some.Id].Roles);

        Reads(all).ShouldBe((true, true));
        Reads(some).ShouldBe((true, false));
        Reads(none).ShouldBe((false, false));
        directory.Current.Agents[some.Id].Queues.ShouldBeNull();
        directory.Current.Roles[directory.Current.Agents[some.Id].Roles!.Single()].Rights.Single().Queue.ShouldBe(sales);

        (bool Sales, bool Other) Reads(Core.Agents.Agent agent)
        {
            var access = AgentAccess.Of(directory.Current.Agents[agent.Id], directory.Current);
            return (access.May(Right.Read, sales), access.May(Right.Read, other));
        }
    }

    private static Core.Agents.Agent Stored(string name, string queues) => JsonSerializer.Deserialize<Core.Agents.Agent>(
        $$"""{"id":"agt_{{Guid.NewGuid():n}}","name":"{{name}}","email":"{{Guid.NewGuid():n}}@hub.test","isAdministrator":false{{queues}},"securityStamp":"s","createdAt":"2026-01-01T00:00:00+00:00"}""",
        HubJson.Options)!;
}
