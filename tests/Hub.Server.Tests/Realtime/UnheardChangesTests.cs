using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Coordination.Embedded;
using Hub.Core.Agents;
using Hub.Core.Settings;
using Hub.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Server.Tests.Realtime;

/// <summary>Two nodes that hear nothing of each other (each has a coordination server of its own): what one has made is asked of the
/// other at once.</summary>
public sealed class UnheardChangesTests : IAsyncLifetime
{
    private readonly GarnetHost _redis = GarnetHost.Start();
    private readonly GarnetHost _other = GarnetHost.Start();
    private LiveHub _here = null!;
    private LiveHub _there = null!;
    private HttpClient _made = null!;
    private HttpClient _asked = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_here, _there) = await LiveHub.StartTwoAsync(_redis.ConnectionString, _other.ConnectionString);
        var token = (await _here.Services.GetRequiredService<CreateToken>().MakeAsync(_here.Administrator.Agent, "test", null, Ct))
            .ShouldBeOfType<SettingOutcome<NewToken>.Done>().Value.Secret;
        (_made, _asked) = (_here.Http(token), _there.Http(token));
    }

    public async ValueTask DisposeAsync()
    {
        _made.Dispose();
        _asked.Dispose();
        await _here.DisposeAsync();
        await _there.DisposeAsync();
        _redis.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task A_node_answers_for_what_another_has_just_made()
    {
        foreach (var (path, body) in new (string, object)[]
        {
            ("/queues", new { name = "Returns" }),
            ("/inboxes", new { name = "Mail", channel = "email", settings = new { address = "help@hub.example" } }),
            ("/agents", new { name = "Anna", email = "anna@hub.test" }),
            ("/roles", new { name = "Reader", rights = Array.Empty<object>() }),
            ("/groups", new { name = "Team" }),
            ("/statuses", new { name = "waiting for parts", state = "pending" }),
            ("/canned-responses", new { shortcut = "hi", text = "Hello!" }),
            ("/fields", new { name = "order", label = "Order", type = "text" }),
            ("/views", new { name = "Mine", filter = new { field = "tag", @is = "x" } }),
        })
        {
            var id = (await PostAsync(_made, path, body))["id"]!.GetValue<string>();
            using var answer = await _asked.GetAsync($"/api/v1{path}/{id}", Ct);
            ((int)answer.StatusCode).ShouldBe(200, path);
        }
    }

    [Fact]
    public async Task A_node_takes_what_names_something_that_another_has_just_made()
    {
        var queue = (await PostAsync(_made, "/queues", new { name = "Returns" }))["id"]!.GetValue<string>();
        var number = (await PostAsync(_asked, "/tickets", new
        {
            subject = "Kettle",
            queue,
            contact = new { name = "Ada Nowak", email = "ada@customer.test" },
            message = new { kind = "public", text = "It leaks" },
        }))["number"]!.GetValue<string>();

        await PostAsync(_made, "/statuses", new { name = "waiting for parts", state = "open" });
        using var changed = await _asked.PatchAsJsonAsync($"/api/v1/tickets/{number}", new { status = "waiting for parts" }, Ct);
        (await RestHub.ReadAsync(changed, 200))["status"]!.GetValue<string>().ShouldBe("waiting for parts");
    }

    [Fact]
    public async Task A_mail_and_a_visitor_reach_an_inbox_that_another_node_has_just_made()
    {
        var mailbox = (await PostAsync(_made, "/inboxes", new { name = "Mail", channel = "email", settings = new { address = "help@hub.example" } }))["id"];
        using var mail = new StringContent("From: Ada <ada@customer.test>\r\nTo: help@hub.example\r\nSubject: Kettle\r\nMessage-ID: <1@customer.test>\r\n\r\nIt leaks\r\n", Encoding.ASCII);
        mail.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        using var filed = await _asked.PostAsync($"/api/v1/inboxes/{mailbox}/mail", mail, Ct);
        (await RestHub.ReadAsync(filed, 202))["ticket"].ShouldNotBeNull();

        await using var visitor = await VisitorClient.StartAsync(_there, inbox: await _here.CreateInboxAsync("Second shop"));
        (await visitor.SendAsync("Hello")).GetProperty("publicSeq").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task An_agent_whom_another_node_has_just_hired_is_let_in_by_token_and_by_ticket_and_may_name_what_is_new()
    {
        await using var visitor = await VisitorClient.StartAsync(_there);
        var number = (await visitor.SendAsync("Hello")).GetProperty("number").GetString();
        var (_, token) = await _here.HireAsync("Anna");
        using var anna = _there.Http(token);
        using var me = await anna.GetAsync("/api/v1/agents/me", Ct);
        (await RestHub.ReadAsync(me, 200))["name"]!.GetValue<string>().ShouldBe("Anna");

        var (_, other) = await _here.HireAsync("Ben");
        using var ben = _here.Http(other);
        var ticket = (await PostAsync(ben, "/hub-ticket", new { }, 200))["ticket"]!.GetValue<string>();
        await using var agent = await HubClient.ConnectAsync(new Uri(_there.Address, "/hubs/agent"), ticket);
        var queue = await _here.CreateQueueAsync("Returns");
        (await agent.CallAsync("Change", new { number, queue = queue.Id.Value }))
            .GetProperty("queue").GetProperty("id").GetString().ShouldBe(queue.Id.Value);
    }

    [Fact]
    public async Task What_nobody_has_made_stays_unknown()
    {
        using var queue = await _asked.GetAsync("/api/v1/queues/que_nobody", Ct);
        ((int)queue.StatusCode).ShouldBe(404);
        using var frame = await _asked.GetAsync("/widget/frame?inbox=inb_nobody&origin=http://shop.example", Ct);
        ((int)frame.StatusCode).ShouldBe(403);
        using var stranger = _there.Http("token-of-nobody");
        for (var tries = 0; tries < 2; tries++)
        {
            using var me = await stranger.GetAsync("/api/v1/agents/me", Ct);
            ((int)me.StatusCode).ShouldBe(401);
        }
    }

    private static async Task<JsonNode> PostAsync(HttpClient api, string path, object body, int status = 201)
    {
        using var answer = await api.PostAsJsonAsync($"/api/v1{path}", body, Ct);
        return await RestHub.ReadAsync(answer, status);
    }
}
