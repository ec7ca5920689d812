using System.Net;
using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.Settings;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Server.Tests.Realtime;

public sealed class AgentHubTests(LiveHub hub) : IClassFixture<LiveHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watched_ticket_tells_every_change_once_and_resumes_by_revision()
    {
        await using var visitor = await VisitorClient.StartAsync(hub);
        var number = (await visitor.SendAsync("m1")).GetProperty("number").GetString();
        await using var anna = await ConnectAsync((await hub.HireAsync("Anna")).Token);
        var watched = await anna.CallAsync("Watch", new { number });
        watched.GetProperty("entries").EnumerateArray().Select(KindOf).ShouldBe(["activity", "public"]);
        watched.GetProperty("viewers").EnumerateArray().Single().GetProperty("name").GetString().ShouldBe("Anna");
        var rev = watched.GetProperty("rev").GetInt64();

        for (var i = 2; i <= 20; i++)
        {
            await visitor.SendAsync($"m{i}");
            var told = await anna.NextAsync("entry");
            (told.GetProperty("rev").GetInt64(), told.GetProperty("entry").GetProperty("text").GetString()).ShouldBe((rev + i - 1, $"m{i}"));
        }
        await using var again = await ConnectAsync((await hub.HireAsync("Ben")).Token);
        var resumed = await again.CallAsync("Watch", new { number, rev = rev + 10 });
        resumed.GetProperty("entries").EnumerateArray().Select(static e => e.GetProperty("text").GetString()).ShouldBe(
            Enumerable.Range(12, 9).Select(static i => $"m{i}"));
        resumed.GetProperty("rev").GetInt64().ShouldBe(rev + 19);
        (await anna.NextAsync("viewers", static v => v.GetProperty("viewers").GetArrayLength() == 2)).GetProperty("number").GetString().ShouldBe(number);
    }

    [Fact]
    public async Task A_watched_view_is_a_page_and_then_steps()
    {
        var queue = await hub.CreateQueueAsync($"View {Guid.NewGuid():n}");
        var inbox = await hub.CreateInboxAsync(queue.Name, queue);
        await using var anna = await ConnectAsync((await hub.HireAsync("Anna", queue.Id)).Token);
        (await anna.CallAsync("WatchView", new { view = "open" })).GetProperty("items").GetArrayLength().ShouldBe(0);

        await using var visitor = await VisitorClient.StartAsync(hub, inbox: inbox);
        var number = (await visitor.SendAsync("Hello")).GetProperty("number").GetString();
        var row = await anna.NextAsync("row", static r => r.GetProperty("change").GetString() == "enter");
        (row.GetProperty("view").GetString(), row.GetProperty("row").GetProperty("number").GetString(), row.GetProperty("index").GetInt32())
            .ShouldBe(("open", number, 0));
        await anna.CallAsync("Change", new { number, status = "closed" });
        (await anna.NextAsync("row", static r => r.GetProperty("change").GetString() == "leave")).GetProperty("number").GetString().ShouldBe(number);
        (await anna.RefusalOfAsync("WatchView", new { view = "nonsense" })).ShouldBe("invalid");
    }

    [Fact]
    public async Task What_an_agent_may_no_longer_see_ends()
    {
        var queue = await hub.CreateQueueAsync($"Secret {Guid.NewGuid():n}");
        var inbox = await hub.CreateInboxAsync(queue.Name, queue);
        await using var visitor = await VisitorClient.StartAsync(hub, inbox: inbox);
        var number = (await visitor.SendAsync("Hello")).GetProperty("number").GetString();
        var (ben, token) = await hub.HireAsync("Ben", queue.Id);
        await using var client = await ConnectAsync(token);
        await client.CallAsync("Watch", new { number });
        await client.CallAsync("WatchView", new { view = "open" });

        await ChangeAsync(ben, draft => draft with { Queues = [hub.Support.Id] });

        (await client.NextAsync("gone")).GetProperty("number").GetString().ShouldBe(number);
        (await client.RefusalOfAsync("Watch", new { number })).ShouldBe("not-found");
        (await client.RefusalOfAsync("Reply", new { number, text = "x", baseSeq = 100 })).ShouldBe("not-found");
        await visitor.SendAsync("secret");
        await ChangeAsync(ben, static draft => draft with { IsActive = false });
        await client.Closed.Task.WaitAsync(TimeSpan.FromSeconds(5), Ct);
        client.Drain().ShouldAllBe(static e => !e.Argument.ToString().Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_replies_at_the_same_instant_one_is_sent_a_thousand_times()
    {
        await using var visitor = await VisitorClient.StartAsync(hub);
        var number = (await visitor.SendAsync("Hello")).GetProperty("number").GetString();
        var (anna, annaToken) = await hub.HireAsync("Anna");
        var (ben, benToken) = await hub.HireAsync("Ben");
        await using var first = await ConnectAsync(annaToken);
        await using var second = await ConnectAsync(benToken);
        var baseSeq = 2L;
        for (var round = 1; round <= 1_000; round++)
        {
            var answers = await Task.WhenAll(TryAsync(first, number, round, baseSeq), TryAsync(second, number, round, baseSeq));
            var sent = answers.Where(static answer => answer.Seq is not null).ToList();
            sent.Count.ShouldBe(1, $"round {round}");
            answers.Single(static answer => answer.Seq is null).Code.ShouldBeOneOf("stale-reply", "locked");
            baseSeq = sent[0].Seq!.Value;
        }
        var thread = await visitor.ThreadAsync();
        thread.Count.ShouldBe(200);
        var all = await AllPublicAsync(visitor);
        all.Count.ShouldBe(1_001);
        all.Skip(1).Select(static text => text).ShouldBe(Enumerable.Range(1, 1_000).Select(static i => $"round {i}"));
        anna.Id.ShouldNotBe(ben.Id);
    }

    [Fact]
    public async Task A_lock_is_seen_refuses_others_and_ends_with_its_connection()
    {
        await using var visitor = await VisitorClient.StartAsync(hub);
        var number = (await visitor.SendAsync("Hello")).GetProperty("number").GetString();
        await using var ben = await ConnectAsync((await hub.HireAsync("Ben")).Token);
        await ben.CallAsync("Watch", new { number });
        var anna = await ConnectAsync((await hub.HireAsync("Anna")).Token);
        await anna.CallAsync("Watch", new { number });

        (await anna.CallAsync("Lock", new { number })).GetProperty("holder").GetProperty("name").GetString().ShouldBe("Anna");
        (await ben.NextAsync("lock")).GetProperty("lock").GetProperty("holder").GetProperty("name").GetString().ShouldBe("Anna");
        (await ben.RefusalOfAsync("Reply", new { number, text = "Me too", baseSeq = 100 })).ShouldBe("locked");
        (await ben.RefusalOfAsync("Lock", new { number })).ShouldBe("locked");
        await ben.CallAsync("TakeOver", new { number });
        (await anna.NextAsync("notify")).GetProperty("type").GetString().ShouldBe("lock-lost");
        (await anna.CallAsync("TakeOver", new { number })).GetProperty("token").GetInt64().ShouldBeGreaterThan(2);
        ben.Drain();
        await anna.DisposeAsync();
        (await ben.NextAsync("lock", static e => e.GetProperty("lock").ValueKind == JsonValueKind.Null)).GetProperty("number").GetString().ShouldBe(number);
    }

    [Fact]
    public async Task Drafts_and_presence_are_kept()
    {
        await using var visitor = await VisitorClient.StartAsync(hub);
        var number = (await visitor.SendAsync("Hello")).GetProperty("number").GetString();
        var (agent, token) = await hub.HireAsync("Anna");
        await using var anna = await ConnectAsync(token);
        await anna.TellAsync("Draft", new { number, kind = "public", text = "Dear", caret = 4, revision = 2 });
        (await anna.RefusalOfAsync("Draft", new { number, kind = "public", text = "De", caret = 2, revision = 1 })).ShouldBe("newer-draft");
        (await anna.CallAsync("Presence", new { state = "busy" })).GetProperty("agents").EnumerateArray()
            .Single(a => a.GetProperty("id").GetString() == agent.Id.Value).GetProperty("state").GetString().ShouldBe("busy");
        (await visitor.Hub.NextAsync("availability")).GetProperty("state").GetString().ShouldBe("online");
    }

    [Fact]
    public async Task A_ticket_opens_one_connection()
    {
        using var http = hub.Http((await hub.HireAsync("Anna")).Token);
        var answer = await http.PostAsync(new Uri("/api/v1/hub-ticket", UriKind.Relative), null, Ct);
        var ticket = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement.GetProperty("ticket").GetString()!;
        var address = new Uri(hub.Address, $"/hubs/agent?access_token={Uri.EscapeDataString(ticket)}");
        await using (var client = await HubClient.ConnectAsync(address))
        {
            (await client.CallAsync("WatchView", new { view = "all" })).GetProperty("items").ValueKind.ShouldBe(JsonValueKind.Array);
        }
        await Should.ThrowAsync<Exception>(() => HubClient.ConnectAsync(address));
        await Should.ThrowAsync<Exception>(() => HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/agent")));
        using var nobody = hub.Http();
        (await nobody.PostAsync(new Uri("/api/v1/hub-ticket", UriKind.Relative), null, Ct)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private Task<HubClient> ConnectAsync(string token) => HubClient.ConnectAsync(new Uri(hub.Address, "/hubs/agent"), token);

    private async Task ChangeAsync(Core.Agents.Agent agent, Func<AgentDraft, AgentDraft> change) =>
        (await hub.Services.GetRequiredService<ChangeAgent>().HandleAsync(agent.Id, change, hub.Administrator, Ct))
            .ShouldBeOfType<SettingOutcome<Core.Agents.Agent>.Done>();

    private static async Task<(long? Seq, string? Code)> TryAsync(HubClient agent, string? number, int round, long baseSeq)
    {
        try
        {
            var sent = await agent.CallAsync("Reply", new { number, text = $"round {round}", baseSeq });
            return (sent.GetProperty("seq").GetInt64(), null);
        }
        catch (HubException refusal)
        {
            return (null, refusal.Message.Contains("stale-reply", StringComparison.Ordinal) ? "stale-reply"
                : refusal.Message.Contains("locked: ", StringComparison.Ordinal) ? "locked" : refusal.Message);
        }
    }

    private static async Task<List<string>> AllPublicAsync(VisitorClient visitor)
    {
        var texts = new List<string>();
        var rev = 0L;
        while (true)
        {
            var page = await visitor.Hub.CallAsync("After", new { publicRev = rev });
            texts.AddRange(page.GetProperty("entries").EnumerateArray().Select(static entry => entry.GetProperty("text").GetString()!));
            rev = page.GetProperty("publicRev").GetInt64();
            if (!page.GetProperty("more").GetBoolean())
            {
                return texts;
            }
        }
    }

    private static string KindOf(JsonElement entry) => entry.GetProperty("kind").GetString()!;
}
