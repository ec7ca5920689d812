using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hub.Core.Tickets;
using Hub.Server.Tests.Realtime;

namespace Hub.Server.Tests.Rights;

/// <summary>A ticket that one may see names others that one may not: the tie stays, without number, subject and queue, whatever answers.</summary>
public sealed class UnseenTiesTests(LiveHub hub) : IClassFixture<LiveHub>
{
    private static readonly string[] Work = ["read", "note", "reply", "move", "own", "create", "close"];

    [Fact]
    public async Task Links_merges_splits_and_moves_to_a_hidden_ticket_keep_its_number_and_subject()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var unseen = await UnseenDesk.OpenAsync(desk);
        var hidden = await desk.TicketAsync(unseen.Board, "Zeppelin treaty");
        var (linked, merged, split, moved) = (await unseen.ShownAsync("linked"), await unseen.ShownAsync("merged"), await unseen.ShownAsync("split"), await unseen.ShownAsync("moved"));
        await using var live = await desk.ConnectAsync(unseen.Ida);
        await live.CallAsync("WatchView", new { view = "all" });
        foreach (var number in new[] { linked, merged, split, moved })
        {
            await live.CallAsync("Watch", new { number });
        }

        foreach (var type in new[] { "child", "related" })
        {
            await desk.PostAsync($"/tickets/{linked}/links", new { type, number = hidden }, 200);
        }
        var offspring = (await desk.PostAsync($"/tickets/{split}/split", new { seqs = new[] { 2 }, subject = "Zeppelin part", queue = unseen.Board }, 200))["number"]!.GetValue<string>();
        await desk.PostAsync($"/tickets/{moved}/move", new { seqs = new[] { 2 }, to = hidden }, 200);
        await desk.PostAsync($"/tickets/{merged}/merge", new { into = hidden }, 200);
        string[] secrets = [hidden, offspring, "Zeppelin", unseen.BoardName];
        var headers = new HashSet<string>();
        while (headers.Count < 4)
        {
            var (target, argument) = await live.ReadAsync(() => $"only headers of {string.Join(", ", headers)}");
            argument.ToString().ShouldNotName(secrets, target);
            headers.UnionWith(target == "header" ? [argument.GetProperty("number").GetString()!] : Array.Empty<string>());
        }
        foreach (var number in new[] { linked, merged, split, moved })
        {
            await unseen.ShouldNotNameAsync(secrets, $"/tickets/{number}", $"/tickets/{number}/messages", $"/tickets/{number}/history", $"/tickets/{number}/at/1", $"/tickets/{number}/duplicates");
            (await live.CallAsync("Watch", new { number })).ToString().ShouldNotName(secrets, $"Watch {number}");
        }
        await unseen.ShouldNotNameAsync(secrets, "/tickets?limit=200", "/search?q=shown&limit=200", "/notices", "/reports/time");
        foreach (var (target, argument) in live.Drain())
        {
            argument.ToString().ShouldNotName(secrets, target);
        }

        // The tie itself stays.
        (await unseen.GetAsync($"/tickets/{linked}"))["links"]!.AsArray().Select(static link => (link!["type"]!.GetValue<string>(), link["number"]))
            .ShouldBe([("child", null), ("related", null)]);
        (await unseen.GetAsync($"/tickets/{merged}"))["mergedInto"]!.GetValue<string>().ShouldBe(Disclosure.HiddenTicket);
        (await unseen.ChangesAsync(linked)).ShouldContain(("link.child", null, Disclosure.HiddenTicket));
        (await unseen.ChangesAsync(split)).ShouldContain(("split", null, Disclosure.HiddenTicket));
        (await unseen.ChangesAsync(moved)).ShouldContain(("moved", null, Disclosure.HiddenTicket));
        var place = (await unseen.GetAsync($"/tickets/{moved}/messages"))["items"]!.AsArray().Single(static entry => entry!["movedTo"] is not null)!["movedTo"]!;
        (place["ticket"], place["seq"]).ShouldBe((null, null));
        // Whoever sees both is told both.
        (await desk.GetAsync($"/tickets/{linked}"))["links"]![0]!["number"]!.GetValue<string>().ShouldBe(hidden);
        (await desk.GetAsync($"/tickets/{merged}"))["mergedInto"]!.GetValue<string>().ShouldBe(hidden);
    }

    [Fact]
    public async Task What_stands_in_the_way_is_counted_and_not_named()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var unseen = await UnseenDesk.OpenAsync(desk);
        var (hidden, child, parent, merged) = (await desk.TicketAsync(unseen.Board, "Zeppelin"), await unseen.ShownAsync("child"), await unseen.ShownAsync("parent"), await unseen.ShownAsync("merged"));
        await desk.PostAsync($"/tickets/{parent}/links", new { type = "child", number = hidden }, 200);
        await desk.PostAsync($"/tickets/{parent}/links", new { type = "child", number = child }, 200);
        await desk.PostAsync($"/tickets/{merged}/merge", new { into = hidden }, 200);

        var refused = await unseen.SendAsync(HttpMethod.Patch, $"/tickets/{parent}", new { status = "closed" }, 409);
        refused["code"]!.GetValue<string>().ShouldBe("open-children");
        refused["tickets"]!.AsArray().Select(static ticket => ticket!["number"]?.GetValue<string>()).ShouldBe([child, null]);
        refused.ToJsonString().ShouldNotName([hidden, "Zeppelin"], "open-children");
        refused["detail"]!.GetValue<string>().ShouldContain($"{child}, {Disclosure.HiddenTicket}");
        var note = await unseen.SendAsync(HttpMethod.Post, $"/tickets/{merged}/messages", new { kind = "note", text = "x" }, 409);
        note["code"]!.GetValue<string>().ShouldBe("already-merged");
        note["into"].ShouldBeNull();

        // It cannot be undone by whoever does not see the other side, and is not hidden from him either.
        var link = (await unseen.GetAsync($"/tickets/{parent}/history"))["items"]!.AsArray().First(static entry => entry!["change"]!["what"]!.GetValue<string>() == "link.child")!;
        await unseen.SendAsync(HttpMethod.Post, $"/tickets/{parent}/undo", new { seq = link["seq"]!.GetValue<long>() }, 403);

        await desk.PatchAsync($"/tickets/{child}", new { status = "closed" });
        await desk.PatchAsync($"/tickets/{hidden}", new { status = "closed" });
        var told = await unseen.ReasonsAsync(parent);
        told.ShouldContain($"child {Disclosure.HiddenTicket} is closed");
        await desk.PatchAsync($"/tickets/{parent}", new { status = "closed" });
        await desk.PatchAsync($"/tickets/{hidden}", new { status = "open" });
        (await unseen.ReasonsAsync(parent)).ShouldContain($"child {Disclosure.HiddenTicket} is open");
    }

    [Fact]
    public async Task A_move_names_only_queues_that_the_reader_has_a_right_on()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var unseen = await UnseenDesk.OpenAsync(desk);
        var number = await desk.TicketAsync(unseen.Board, "shown later");
        await desk.PatchAsync($"/tickets/{number}", new { queue = unseen.Sport });
        await desk.PatchAsync($"/tickets/{number}", new { queue = unseen.Treasurer });

        (await unseen.ChangesAsync(number)).Where(static change => change.What == "queue").ShouldBe(
            [("queue", Disclosure.HiddenQueue, Disclosure.HiddenQueue), ("queue", Disclosure.HiddenQueue, unseen.TreasurerName)]);
        await unseen.ShouldNotNameAsync([unseen.BoardName, unseen.SportName, unseen.Board, unseen.Sport],
            $"/tickets/{number}/messages", $"/tickets/{number}/history", $"/tickets/{number}", $"/tickets/{number}/at/1", $"/tickets/{number}/at/3");
        (await unseen.GetAsync($"/tickets/{number}/at/1"))["queue"]!["name"]!.GetValue<string>().ShouldBe(Disclosure.HiddenQueue);
        // The administrator reads the whole path.
        var first = (await desk.GetAsync($"/tickets/{number}/history"))["items"]!.AsArray().First(static entry => entry!["change"]!["what"]!.GetValue<string>() == "queue")!;
        first["change"]!["from"]!.GetValue<string>().ShouldBe(unseen.BoardName);
    }

    [Fact]
    public async Task A_notice_forgets_its_ticket_when_the_agent_may_no_longer_see_it()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var unseen = await UnseenDesk.OpenAsync(desk);
        await using var live = await desk.ConnectAsync(unseen.Ida);
        var number = await desk.TicketAsync(unseen.Board, "Zeppelin", unseen.Ida.Id);
        await desk.PatchAsync($"/tickets/{number}", new { responsible = unseen.Ida.Id });
        await live.NextAsync("notify", notify => notify.GetProperty("type").GetString() == "responsible" && notify.GetProperty("number").GetString() == number);

        await desk.PatchAsync($"/tickets/{number}", new { assignee = (string?)null });
        var told = await live.NextAsync("notify", static notify => notify.GetProperty("type").GetString() == "unassigned");
        told.ToString().ShouldNotName([number, "Zeppelin"], "notify");
        var notices = await unseen.GetAsync("/notices");
        notices.ToJsonString().ShouldNotName([number, "Zeppelin"], "/notices");
        notices["items"]!.AsArray().Select(static notice => (notice!["type"]!.GetValue<string>(), notice["ticket"]))
            .ShouldContain(("responsible", null));
    }

    [Fact]
    public async Task A_timeline_a_duplicate_and_a_sum_leave_out_what_is_hidden()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var unseen = await UnseenDesk.OpenAsync(desk);
        var organization = RightsDesk.Id(await desk.PostAsync("/organizations", new { name = RightsDesk.Unique("Club") }));
        var contact = RightsDesk.Id(await desk.PostAsync("/contacts", new { name = "Ada", email = $"{Guid.NewGuid():n}@customer.test", organization }));
        async Task<string> MakeAsync(string queue, string subject) => (await desk.PostAsync("/tickets", new
        {
            subject,
            queue,
            contact = new { id = contact },
            message = new { kind = "public", text = "The kettle of the shop leaks" },
        }))["number"]!.GetValue<string>();
        var (shown, twin, hidden) = (await MakeAsync(unseen.Treasurer, "Kettle leaks"), await MakeAsync(unseen.Treasurer, "Kettle leaks"), await MakeAsync(unseen.Board, "Kettle leaks"));
        foreach (var (number, minutes) in new[] { (shown, 5), (hidden, 70) })
        {
            await desk.PostAsync($"/tickets/{number}/time", new { minutes }, 200);
        }

        string[] paths = [$"/contacts/{contact}/tickets", $"/organizations/{organization}/tickets", $"/tickets/{shown}/duplicates", $"/tickets?contact={contact}"];
        await unseen.ShouldNotNameAsync([hidden], paths);
        foreach (var path in paths)
        {
            (await unseen.GetAsync(path)).ToJsonString().ShouldContain($"\"{twin}\"");
        }
        foreach (var by in new[] { "ticket", "contact", "organization", "agent", "month" })
        {
            (await unseen.GetAsync($"/reports/time?by={by}"))["items"]!.AsArray().Sum(static sum => sum!["minutes"]!.GetValue<int>()).ShouldBe(5, by);
        }
    }

    /// <summary>Board with Treasurer below it, and Sport; Ida works in Treasurer alone.</summary>
    private sealed record UnseenDesk(string Board, string Treasurer, string Sport, string BoardName, string TreasurerName, string SportName, RightsAgent Ida, RightsDesk Desk)
    {
        public static async Task<UnseenDesk> OpenAsync(RightsDesk desk)
        {
            var board = await desk.QueueAsync("Board");
            var (treasurer, sport) = (await desk.QueueAsync("Treasurer", board), await desk.QueueAsync("Sport"));
            var ida = await desk.AgentAsync("Ida", await desk.RoleAsync(new { queue = treasurer, subtree = true, allow = Work }));
            var names = await Task.WhenAll(new[] { board, treasurer, sport }.Select(async queue => (await desk.GetAsync($"/queues/{queue}"))["name"]!.GetValue<string>()));
            return new UnseenDesk(board, treasurer, sport, names[0], names[1], names[2], ida, desk);
        }

        public Task<string> ShownAsync(string what) => Desk.TicketAsync(Treasurer, $"shown {what}");

        public Task<JsonNode> GetAsync(string path) => RightsDesk.SendAsync(Ida.Http, HttpMethod.Get, path, null, 200);

        public Task<JsonNode> SendAsync(HttpMethod method, string path, object body, int status) => RightsDesk.SendAsync(Ida.Http, method, path, body, status);

        public async Task ShouldNotNameAsync(string[] secrets, params string[] paths)
        {
            foreach (var path in paths)
            {
                (await GetAsync(path)).ToJsonString().ShouldNotName(secrets, path);
            }
        }

        public async Task<IReadOnlyList<(string What, string? From, string? To)>> ChangesAsync(string number) =>
            [.. (await GetAsync($"/tickets/{number}/history?limit=200"))["items"]!.AsArray().Select(static entry => entry!["change"]!)
                .Select(static change => (change["what"]!.GetValue<string>(), change["from"]?.GetValue<string>(), change["to"]?.GetValue<string>()))];

        public async Task<IReadOnlyList<string?>> ReasonsAsync(string number) =>
            [.. (await GetAsync($"/tickets/{number}/history?limit=200"))["items"]!.AsArray().Select(static entry => entry!["change"]!["because"]?.GetValue<string>())];
    }
}

/// <summary>Looks for what must not be said.</summary>
internal static class Secrets
{
    /// <summary>Fails when the text names one of them as a word of its own.</summary>
    public static void ShouldNotName(this string text, string[] secrets, string where)
    {
        foreach (var secret in secrets)
        {
            Regex.IsMatch(text, $"(?<![0-9A-Za-z]){Regex.Escape(secret)}(?![0-9A-Za-z])").ShouldBeFalse($"{where} names '{secret}': {text}");
        }
    }
}
