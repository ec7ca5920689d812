using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Server.Tests.Hosting;

/// <summary>Agents of chosen rights, put straight into the store.</summary>
internal static class Staff
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>An agent with these rights on one queue (none at all without a queue), and a client with its token.</summary>
    public static async Task<(AgentId Id, HttpClient Client)> HireAsync(this RestHub hub, string name, string? queue = null, params Right[] allow)
    {
        var made = await hub.PostAsync("/agents", new { name, email = $"{Guid.NewGuid():n}@hub.test", password = "correct horse battery staple" });
        var id = new AgentId(made["id"]!.GetValue<string>());
        var now = DateTimeOffset.UtcNow;
        var role = new Role
        {
            Id = RoleId.New(now),
            Name = $"Of {id}",
            Rights = queue is null ? [] : [new RoleRule(new QueueId(queue), Subtree: true, allow)],
            CreatedAt = now,
        };
        var account = await hub.Store().FindAsync(id, Ct);
        await hub.SaveAsync(new ChangeSet().Insert(role).Replace(account!, account! with { Roles = [role.Id] }));
        var token = await hub.PostAsync($"/agents/{id}/tokens", new { name = "test" });
        return (id, hub.Client(token["token"]!.GetValue<string>()));
    }

    /// <summary>A group of agents without roles of its own.</summary>
    public static async Task<string> GroupAsync(this RestHub hub, string name, params AgentId[] members)
    {
        var now = DateTimeOffset.UtcNow;
        var group = new Group { Id = GroupId.New(now), Name = name, Members = members, CreatedAt = now };
        await hub.SaveAsync(new ChangeSet().Insert(group));
        return group.Id.Value;
    }

    private static IHubStore Store(this RestHub hub) => hub.Services.GetRequiredService<IHubStore>();

    private static async Task SaveAsync(this RestHub hub, ChangeSet changes)
    {
        (await hub.Store().CommitAsync(changes, Ct)).ShouldBeOfType<CommitOutcome.Committed>();
        await hub.Services.GetRequiredService<HubDirectory>().RefreshAsync(Ct);
    }
}
