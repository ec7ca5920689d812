using System.Net;
using Hub.Server.Tests.Realtime;

namespace Hub.Server.Tests.Rights;

/// <summary>What is promised of queues, rights, roles and groups, sentence by sentence.</summary>
public sealed class QueuePromiseTests(LiveHub hub) : IClassFixture<LiveHub>
{
    private static readonly string[] Work = ["read", "note", "reply", "move", "own", "create", "close"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P24_a_supervisor_reads_a_tree_of_queues_owns_nothing_and_marks_nothing_read()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var area = await desk.QueueAsync("Area");
        var team = await desk.QueueAsync("Team", area);
        var role = await desk.RoleAsync(new { queue = area, subtree = true, allow = new[] { "read" } });
        var supervisor = await desk.AgentAsync("Vera", role);
        var inbox = await hub.CreateInboxAsync(RightsDesk.Unique("Chat"), new Core.Queues.Queue { Id = new QueueId(team), Name = "Team", CreatedAt = default });
        await using var visitor = await VisitorClient.StartAsync(hub, inbox: inbox);
        var number = (await visitor.SendAsync("Hello")).GetProperty("number").GetString()!;

        await using var live = await desk.ConnectAsync(supervisor);
        var watched = await live.CallAsync("Watch", new { number });
        await live.TellAsync("Read", new { number, seq = 2 });

        watched.GetProperty("entries").EnumerateArray().Last().GetProperty("text").GetString().ShouldBe("Hello");
        (await live.RefusalOfAsync("Note", new { number, text = "x" })).ShouldBe("forbidden");
        var ticket = await desk.GetAsync($"/tickets/{number}");
        ticket["assignee"].ShouldBeNull();
        var entry = (await desk.GetAsync($"/tickets/{number}/messages"))["items"]!.AsArray().Last()!;
        entry["delivery"]!["state"]!.GetValue<string>().ShouldBe("sent");
        // Whoever may answer is seen reading.
        var worker = await desk.AgentAsync("Wim", await desk.RoleAsync(new { queue = team, subtree = false, allow = Work }));
        await using var second = await desk.ConnectAsync(worker);
        await second.TellAsync("Read", new { number, seq = 2 });
        entry = (await desk.GetAsync($"/tickets/{number}/messages"))["items"]!.AsArray().Last()!;
        entry["delivery"]!["state"]!.GetValue<string>().ShouldBe("read");
    }

    [Fact]
    public async Task P28_queues_form_a_tree_a_move_keeps_number_and_thread_and_counters_roll_up()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var names = Enumerable.Range(0, 4).Select(static level => RightsDesk.Unique($"Level {level}")).ToArray();
        var levels = new List<string>();
        foreach (var name in names)
        {
            levels.Add(RightsDesk.Id(await desk.PostAsync("/queues", new { name, parent = levels.LastOrDefault() })));
        }
        (await desk.GetAsync($"/queues/{levels[3]}"))["path"]!.GetValue<string>().ShouldBe(string.Join("::", names));
        (await desk.PatchAsync($"/queues/{levels[0]}", new { parent = levels[3] }, 400))["errors"]!["parent"].ShouldNotBeNull();

        var number = await desk.TicketAsync(levels[3], "Deep");
        await desk.TicketAsync(levels[1], "Upper");
        (await CountsAsync(desk, levels)).ShouldBe([(0, 2), (1, 2), (0, 1), (1, 1)]);
        var before = (await desk.GetAsync($"/tickets/{number}/messages"))["items"]!.AsArray().Select(static m => m!["id"]!.GetValue<string>()).ToList();

        var moved = await desk.PatchAsync($"/tickets/{number}", new { queue = levels[0], note = "Yours now" });

        moved["number"]!.GetValue<string>().ShouldBe(number);
        var after = (await desk.GetAsync($"/tickets/{number}/messages"))["items"]!.AsArray();
        after.Take(before.Count).Select(static m => m!["id"]!.GetValue<string>()).ShouldBe(before);
        after.Skip(before.Count).Select(static m => m!["kind"]!.GetValue<string>()).ShouldBe(["note", "activity"]);
        (await CountsAsync(desk, levels)).ShouldBe([(1, 2), (1, 1), (0, 0), (0, 0)]);
    }

    [Fact]
    public async Task P30_an_agent_has_rights_by_group_and_role_only_and_their_end_is_felt_on_an_open_connection_within_5_seconds()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var queue = await desk.QueueAsync("Sales");
        var number = await desk.TicketAsync(queue, "Offer");
        var role = await desk.RoleAsync(new { queue, subtree = false, allow = Work });
        var agent = await desk.AgentAsync("Gus");
        using (var none = await RightsDesk.CallAsync(agent.Http, HttpMethod.Get, $"/tickets/{number}"))
        {
            none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        var group = RightsDesk.Id(await desk.PostAsync("/groups", new { name = RightsDesk.Unique("Sales team"), roles = new[] { role }, members = new[] { agent.Id } }));
        await using var live = await desk.ConnectAsync(agent);
        await live.CallAsync("Watch", new { number });
        await using var list = await desk.ConnectAsync(agent);
        (await list.CallAsync("WatchView", new { view = "all" })).GetProperty("items").GetArrayLength().ShouldBe(1);

        var started = TimeProvider.System.GetTimestamp();
        await desk.PatchAsync($"/groups/{group}", new { members = Array.Empty<string>() });
        (await live.NextAsync("gone")).GetProperty("number").GetString().ShouldBe(number);
        await list.NextAsync("row", row => row.GetProperty("change").GetString() == "leave" && row.GetProperty("number").GetString() == number);

        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        (await live.RefusalOfAsync("Note", new { number, text = "x" })).ShouldBe("not-found");
        await RightsDesk.SendAsync(agent.Http, HttpMethod.Get, $"/tickets/{number}", null, 404);
    }

    [Fact]
    public async Task P31_first_level_hands_over_with_a_note_in_one_action_and_the_receiving_team_is_told()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var first = await desk.QueueAsync("First level");
        var second = await desk.QueueAsync("Second level");
        var fay = await desk.AgentAsync("Fay", await desk.RoleAsync(
            new { queue = first, subtree = false, allow = Work }, new { queue = second, subtree = false, allow = new[] { "move" } }));
        var sid = await desk.AgentAsync("Sid", await desk.RoleAsync(new { queue = second, subtree = false, allow = Work }));
        var number = await desk.TicketAsync(first, "Too hard");
        await using var live = await desk.ConnectAsync(sid);

        var moved = await RightsDesk.SendAsync(fay.Http, HttpMethod.Patch, $"/tickets/{number}", new { queue = second, note = "Needs the database" }, 200);

        (await live.NextAsync("notify", static told => told.GetProperty("type").GetString() == "moved")).GetProperty("number").GetString().ShouldBe(number);
        moved["waitingSince"].ShouldNotBeNull();
        var thread = await RightsDesk.SendAsync(sid.Http, HttpMethod.Get, $"/tickets/{number}/messages", null, 200);
        thread["items"]!.AsArray().Select(static m => m!["text"]?.GetValue<string>()).ShouldContain("Needs the database");
        // It is theirs now: who handed it over does not see it any more.
        await RightsDesk.SendAsync(fay.Http, HttpMethod.Get, $"/tickets/{number}", null, 404);
    }

    [Fact]
    public async Task A_queue_takes_over_the_settings_of_the_queue_above()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var hours = new { timeZone = "Europe/Berlin", spans = new[] { new { day = "monday", from = "09:00:00", until = "17:00:00" } } };
        var top = await desk.QueueAsync("Top", settings: new { defaultPriority = "high", followUp = "newTicket", address = "top@club.test", workingHours = hours });
        var below = await desk.QueueAsync("Below", top, new { followUp = "keepClosed" });
        var queue = await desk.GetAsync($"/queues/{below}");
        queue["settings"]!["defaultPriority"].ShouldBeNull();
        queue["effective"]!["defaultPriority"]!.GetValue<string>().ShouldBe("high");
        queue["effective"]!["followUp"]!.GetValue<string>().ShouldBe("keepClosed");
        queue["effective"]!["address"]!.GetValue<string>().ShouldBe("top@club.test");
        queue["effective"]!["workingHours"]!["timeZone"]!.GetValue<string>().ShouldBe("Europe/Berlin");
        var number = await desk.TicketAsync(below, "Inherited");
        (await desk.GetAsync($"/tickets/{number}"))["priority"]!.GetValue<string>().ShouldBe("high");
        (await desk.PatchAsync($"/queues/{below}", new { settings = new { workingHours = new { timeZone = "Mars/Olympus", spans = Array.Empty<object>() } } }, 400))
            ["errors"]!["settings.workingHours"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Roles_and_groups_are_written_clearly_or_refused_clearly()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var queue = await desk.QueueAsync("Ruled");
        var name = RightsDesk.Unique("Clerk");
        var role = await desk.PostAsync("/roles", new { name, rights = new[] { new { queue, subtree = true, allow = new[] { "read" }, deny = new[] { "close" } } } });
        role["rights"]![0]!["queue"]!["id"]!.GetValue<string>().ShouldBe(queue);
        (await desk.PostAsync("/roles", new { name, rights = Array.Empty<object>() }, 409))["code"]!.GetValue<string>().ShouldBe("taken");
        (await desk.PostAsync("/roles", new { name = RightsDesk.Unique("Bad"), rights = new[] { new { queue = "que_nowhere", subtree = true } } }, 400))
            ["errors"]!["rights[0].queue"].ShouldNotBeNull();
        // A rule that forgets its queue must not stand above all of them.
        await desk.PostAsync("/roles", new { name = RightsDesk.Unique("Bad"), rights = new[] { new { allow = new[] { "read" } } } }, 400);
        (await desk.PatchAsync($"/roles/{RightsDesk.Id(role)}", new { name = $"{name} II" }))["rights"]!.AsArray().Count.ShouldBe(1);
        (await desk.PatchAsync("/roles/rol_all", new { name = "x" }, 409))["code"]!.GetValue<string>().ShouldBe("in-use");
        var agent = await desk.AgentAsync("Cem", RightsDesk.Id(role));
        using var denied = await RightsDesk.CallAsync(desk.Admin, HttpMethod.Delete, $"/roles/{RightsDesk.Id(role)}");
        denied.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await desk.PostAsync("/groups", new { name = RightsDesk.Unique("G"), members = new[] { "agt_nobody" } }, 400))["errors"]!["members"].ShouldNotBeNull();
        await RightsDesk.SendAsync(agent.Http, HttpMethod.Get, "/roles", null, 403);
        await RightsDesk.SendAsync(agent.Http, HttpMethod.Post, "/groups", new { name = "Mine" }, 403);
        (await RightsDesk.SendAsync(agent.Http, HttpMethod.Get, "/agents/me", null, 200))["roles"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_moves_at_once_do_not_close_a_circle()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        for (var round = 0; round < 20; round++)
        {
            var left = await desk.QueueAsync("Left");
            var right = await desk.QueueAsync("Right");
            var answers = await Task.WhenAll(
                RightsDesk.CallAsync(desk.Admin, HttpMethod.Patch, $"/queues/{left}", new { parent = right }),
                RightsDesk.CallAsync(desk.Admin, HttpMethod.Patch, $"/queues/{right}", new { parent = left }));
            answers.Select(static answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.BadRequest]);
        }
    }

    [Fact]
    public async Task An_agent_without_a_role_works_everywhere_until_the_first_one_is_given()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var queue = await desk.QueueAsync("Anywhere");
        var number = await desk.TicketAsync(queue, "Free");
        var id = RightsDesk.Id(await desk.PostAsync("/agents", new { name = "New", email = $"{Guid.NewGuid():n}@hub.test", password = "a long enough phrase" }));
        var token = (await desk.PostAsync($"/agents/{id}/tokens", new { name = "t" }))["token"]!.GetValue<string>();
        using var http = hub.Http(token);
        await RightsDesk.SendAsync(http, HttpMethod.Get, $"/tickets/{number}", null, 200);
        await desk.PostAsync("/groups", new { name = RightsDesk.Unique("Empty"), members = new[] { id } });
        await RightsDesk.SendAsync(http, HttpMethod.Get, $"/tickets/{number}", null, 404);
        (await desk.GetAsync($"/agents/{id}"))["roles"]!.AsArray().Count.ShouldBe(0);
    }

    private static async Task<List<(int Own, int WithBelow)>> CountsAsync(RightsDesk desk, List<string> queues)
    {
        var items = (await desk.GetAsync("/queues"))["items"]!.AsArray().ToDictionary(static q => q!["id"]!.GetValue<string>(), static q => q!["active"]!);
        return [.. queues.Select(queue => (items[queue]["own"]!.GetValue<int>(), items[queue]["withBelow"]!.GetValue<int>()))];
    }
}
