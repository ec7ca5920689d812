using Hub.Core.Queues;

namespace Hub.Server.Tests.Hosting;

/// <summary>Agents of chosen rights.</summary>
internal static class Staff
{
    /// <summary>An agent with these rights on one queue and those below it (none at all without a queue), and a client with its token.</summary>
    public static async Task<(AgentId Id, HttpClient Client)> HireAsync(this RestHub hub, string name, string? queue = null, params Right[] allow)
    {
        object[] rights = queue is null ? [] : [new { queue, subtree = true, allow = allow.Select(static right => right.ToString().ToLowerInvariant()) }];
        var role = await hub.PostAsync("/roles", new { name = $"{name} {Guid.NewGuid():n}", rights });
        var made = await hub.PostAsync("/agents", new
        {
            name,
            email = $"{Guid.NewGuid():n}@hub.test",
            password = "correct horse battery staple",
            roles = new[] { role["id"]!.GetValue<string>() },
        });
        var id = new AgentId(made["id"]!.GetValue<string>());
        var token = await hub.PostAsync($"/agents/{id}/tokens", new { name = "test" });
        return (id, hub.Client(token["token"]!.GetValue<string>()));
    }

    /// <summary>A group of agents without roles of its own.</summary>
    public static async Task<string> GroupAsync(this RestHub hub, string name, params AgentId[] members) =>
        (await hub.PostAsync("/groups", new { name, members = members.Select(static member => member.Value) }))["id"]!.GetValue<string>();
}
