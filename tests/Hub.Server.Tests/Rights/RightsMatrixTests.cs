using System.Net;
using System.Text.Json;
using Hub.Core.Ports;
using Hub.Server.Tests.Realtime;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Server.Tests.Rights;

/// <summary>Every route, hub call, live event and search × profile × place in the tree against <see cref="RightsTable"/>.</summary>
public sealed class RightsMatrixTests(LiveHub hub, ITestOutputHelper output) : IClassFixture<LiveHub>
{
    private static readonly string[] All = ["read", "note", "reply", "move", "own", "create", "close", "manage"];
    private readonly List<string> _wrong = [];
    private int _asked;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P29_P30_no_surface_leaks_and_none_refuses_wrongly()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var board = await desk.QueueAsync("Board");
        var treasurer = await desk.QueueAsync("Treasurer", board);
        string[] places = [board, treasurer, await desk.QueueAsync("Receipts", treasurer), await desk.QueueAsync("Sport")];
        var open = await desk.QueueAsync("Open to all");
        foreach (var profile in RightsTable.AllProfiles)
        {
            var agent = await HireAsync(desk, profile, board, treasurer, open);
            await AskAsync(desk, profile, agent, places, open);
        }
        output.WriteLine($"rights matrix: {_asked} questions, {_wrong.Count} wrong");
        _wrong.ShouldBeEmpty();
        _asked.ShouldBeGreaterThan(1000);
    }

    private static async Task<RightsAgent> HireAsync(RightsDesk desk, string profile, string board, string treasurer, string open)
    {
        var mayMoveAway = new { queue = open, subtree = false, allow = new[] { "move" } };
        object[]? rights = profile switch
        {
            "nobody" or "assigned" => [],
            "reader" => [mayMoveAway, new { queue = treasurer, subtree = false, allow = new[] { "read" } }],
            "noter" => [mayMoveAway, new { queue = treasurer, subtree = false, allow = new[] { "read", "note" } }],
            "replier" => [mayMoveAway, new { queue = treasurer, subtree = false, allow = new[] { "read", "reply" } }],
            "worker" => [mayMoveAway, new { queue = treasurer, subtree = false, allow = All[..7] }],
            "tree" => [mayMoveAway, new { queue = board, subtree = true, allow = All }],
            "denied" => [mayMoveAway, new { queue = board, subtree = true, allow = All }, new { queue = treasurer, subtree = false, deny = All }],
            _ => null,
        };
        if (rights is not null)
        {
            return await desk.AgentAsync(profile, await desk.RoleAsync(rights));
        }
        var agent = await desk.AgentAsync(profile);
        await desk.PatchAsync($"/agents/{agent.Id}", new { administrator = true });
        return agent;
    }

    private async Task AskAsync(RightsDesk desk, string profile, RightsAgent agent, string[] places, string open)
    {
        await using var live = await desk.ConnectAsync(agent);
        await live.CallAsync("WatchView", new { view = "all" });
        var assignee = profile == "assigned" ? agent.Id : null;
        var word = $"word{Guid.NewGuid():n}";
        var tickets = new List<Cell>();
        for (var place = 0; place < places.Length; place++)
        {
            var file = await desk.UploadAsync("file.txt");
            var (mailNumber, mail) = await desk.MailAsync(places[place], $"{word} mail");
            if (assignee is not null)
            {
                await desk.PatchAsync($"/tickets/{mailNumber}", new { assignee });
            }
            tickets.Add(new Cell(place, places[place], await desk.TicketAsync(places[place], $"{word} rest", assignee, [file]),
                await desk.TicketAsync(places[place], $"{word} hub", assignee), file, mail, mailNumber));
        }
        await desk.Hub.Services.GetRequiredService<IHubStore>().WhenSearchableAsync(Ct);
        await RowsAsync(desk, profile, agent, live, tickets);
        foreach (var cell in tickets)
        {
            await ListsAsync(profile, agent, live, cell, word);
            await RestAsync(desk, profile, agent, cell, open);
            await CallsAsync(profile, live, cell, open);
        }
    }

    private async Task RestAsync(RightsDesk desk, string profile, RightsAgent agent, Cell cell, string open)
    {
        var ticket = $"/tickets/{cell.Rest}";
        foreach (var path in new[] { ticket, $"{ticket}/messages", $"{ticket}/draft", $"/messages/{cell.Mail}", $"/messages/{cell.Mail}/raw", $"/attachments/{cell.File}" })
        {
            await CheckAsync("read", profile, cell, agent, HttpMethod.Get, path);
        }
        await CheckAsync("read", profile, cell, agent, HttpMethod.Put, $"{ticket}/draft", new { kind = "public", text = "Dear" });
        await CheckAsync("note", profile, cell, agent, HttpMethod.Post, $"{ticket}/messages", new { kind = "note", text = "n" });
        await CheckAsync("reply", profile, cell, agent, HttpMethod.Post, $"{ticket}/lock", new { });
        await CheckAsync("reply", profile, cell, agent, HttpMethod.Post, $"{ticket}/lock/takeover", new { });
        await CheckAsync("read", profile, cell, agent, HttpMethod.Delete, $"{ticket}/lock");
        await CheckAsync("reply", profile, cell, agent, HttpMethod.Post, $"{ticket}/messages", new { kind = "public", text = "r", baseSeq = 1000 });
        await CheckAsync("reply", profile, cell, agent, HttpMethod.Post, $"/messages/{cell.Mail}/retry", new { });
        foreach (var change in new object[] { new { subject = "Other" }, new { priority = "urgent" }, new { tags = new[] { "a" } }, new { urgency = "high" }, new { status = "pending" }, new { fields = new { a = 1 } } })
        {
            await CheckAsync("edit", profile, cell, agent, HttpMethod.Patch, ticket, change);
        }
        await CheckAsync("own", profile, cell, agent, HttpMethod.Patch, ticket, new { responsible = agent.Id });
        await CheckAsync("close", profile, cell, agent, HttpMethod.Patch, ticket, new { status = "closed" });
        await desk.PatchAsync(ticket, new { status = "closed" });
        await CheckAsync("close", profile, cell, agent, HttpMethod.Patch, ticket, new { status = "open" });
        await CheckAsync("create", profile, cell, agent, HttpMethod.Post, "/tickets", new { subject = "New", queue = cell.Queue, contact = new { name = "A" }, message = new { kind = "note", text = "n" } });
        await CheckAsync("queue", profile, cell, agent, HttpMethod.Get, $"/queues/{cell.Queue}");
        await CheckAsync("manage", profile, cell, agent, HttpMethod.Patch, $"/queues/{cell.Queue}", new { settings = new { followUpDays = 20 } });
        // Last: afterwards it lies elsewhere.
        await CheckAsync("move", profile, cell, agent, HttpMethod.Patch, ticket, new { queue = open });
        var isMoved = (await desk.GetAsync(ticket))["queue"]!["id"]!.GetValue<string>() == open;
        Note("move", profile, cell, isMoved ? '+' : RightsTable.Expect("move", profile, cell.Place), "where the ticket lies");
    }

    private async Task CallsAsync(string profile, HubClient live, Cell cell, string open)
    {
        var number = cell.Hub;
        await CallAsync("read", profile, cell, live, "Watch", new { number });
        await CallAsync("read", profile, cell, live, "Draft", new { number, kind = "note", text = "d", revision = 1 });
        await CallAsync("read", profile, cell, live, "Read", new { number, seq = 1 });
        await CallAsync("reply", profile, cell, live, "Typing", new { number, mode = "replying" });
        await CallAsync("note", profile, cell, live, "Note", new { number, text = "n" });
        await CallAsync("reply", profile, cell, live, "Lock", new { number });
        await CallAsync("reply", profile, cell, live, "TakeOver", new { number });
        await CallAsync("read", profile, cell, live, "Unlock", new { number });
        await CallAsync("reply", profile, cell, live, "Reply", new { number, text = "r", baseSeq = 1000 });
        await CallAsync("edit", profile, cell, live, "Change", new { number, tags = new[] { "b" } });
        await CallAsync("own", profile, cell, live, "Change", new { number, responsible = hub.Administrator.Agent.Value });
        await CallAsync("close", profile, cell, live, "Change", new { number, status = "closed" });
        await CallAsync("move", profile, cell, live, "Change", new { number, queue = open });
    }

    private async Task ListsAsync(string profile, RightsAgent agent, HubClient live, Cell cell, string word)
    {
        foreach (var (path, number) in new[]
        {
            ($"/tickets?queue={cell.Queue}&limit=200", cell.Rest), ("/tickets?view=all&limit=200", cell.Rest), ($"/tickets?q={word}&limit=200", cell.Rest),
            ($"/search?q={word}&limit=200", cell.Rest), ($"/search?q={word}&limit=200", cell.MailNumber),
        })
        {
            var found = (await RightsDesk.SendAsync(agent.Http, HttpMethod.Get, path, null, 200)).ToJsonString();
            Note("read", profile, cell, found.Contains($"\"{number}\"", StringComparison.Ordinal) ? '+' : '.', path.Split('=')[0]);
        }
        var view = await live.CallAsync("WatchView", new { view = $"queue:{cell.Queue}" });
        Note("read", profile, cell, view.ToString().Contains($"\"{cell.Hub}\"", StringComparison.Ordinal) ? '+' : '.', "WatchView queue");
        await live.TellAsync("UnwatchView", new { view = $"queue:{cell.Queue}" });
        var queues = (await RightsDesk.SendAsync(agent.Http, HttpMethod.Get, "/queues", null, 200))["items"]!.AsArray();
        var listed = queues.FirstOrDefault(queue => queue!["id"]!.GetValue<string>() == cell.Queue);
        Note("queue", profile, cell, listed is null ? '.' : '+', "GET /queues");
    }

    /// <summary>Which tickets entered the open list and told their entries, up to a mark that always comes.</summary>
    private async Task RowsAsync(RightsDesk desk, string profile, RightsAgent agent, HubClient live, IReadOnlyList<Cell> cells)
    {
        foreach (var cell in cells)
        {
            if (RightsTable.Expect("read", profile, cell.Place) == '+')
            {
                await live.CallAsync("Watch", new { number = cell.Rest });
            }
            await desk.PostAsync($"/tickets/{cell.Rest}/messages", new { kind = "note", text = "live" });
        }
        var seen = new HashSet<string>();
        var told = new HashSet<string>();
        // Steps that come together are told in the order of the list: what came with the first mark is over with the second.
        for (var round = 0; round < 2; round++)
        {
            var mark = await desk.TicketAsync(cells[0].Queue, "mark", agent.Id);
            await live.NextAsync("row", row =>
            {
                seen.Add(row.GetProperty("number").GetString()!);
                return row.GetProperty("number").GetString() == mark;
            });
        }
        foreach (var cell in cells.Where(cell => RightsTable.Expect("read", profile, cell.Place) == '+'))
        {
            var answer = await live.CallAsync("Watch", new { number = cell.Rest });
            told.UnionWith(answer.ToString().Contains("\"live\"", StringComparison.Ordinal) ? [cell.Rest] : Array.Empty<string>());
        }
        foreach (var cell in cells)
        {
            Note("read", profile, cell, seen.Contains(cell.Rest) ? '+' : '.', "row event");
            Note("read", profile, cell, seen.Contains(cell.MailNumber) ? '+' : '.', "row event of a mail");
            Note("read", profile, cell, told.Contains(cell.Rest) ? '+' : '.', "entry");
        }
        await live.TellAsync("Unwatch", new { number = cells[0].Rest });
    }

    private async Task CheckAsync(string kind, string profile, Cell cell, RightsAgent agent, HttpMethod method, string path, object? body = null)
    {
        using var answer = await RightsDesk.CallAsync(agent.Http, method, path, body);
        var letter = answer.StatusCode switch
        {
            HttpStatusCode.NotFound => '.',
            HttpStatusCode.Forbidden => 'x',
            HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent => '+',
            // A state that stands in the way is told to those alone who may do it.
            HttpStatusCode.Conflict => '+',
            _ => '?',
        };
        Note(kind, profile, cell, letter, $"{method} {path.Split('?')[0]} {(body is null ? "" : JsonSerializer.Serialize(body))}");
    }

    private async Task CallAsync(string kind, string profile, Cell cell, HubClient live, string call, object argument)
    {
        var letter = '+';
        try
        {
            await live.TellAsync(call, argument);
        }
        catch (HubException refusal)
        {
            letter = refusal.Message.Contains("not-found: ", StringComparison.Ordinal) ? '.'
                : refusal.Message.Contains("forbidden: ", StringComparison.Ordinal) ? 'x' : '?';
        }
        Note(kind, profile, cell, letter, $"hub {call} {JsonSerializer.Serialize(argument)}");
    }

    private void Note(string kind, string profile, Cell cell, char letter, string what)
    {
        _asked++;
        if (RightsTable.Expect(kind, profile, cell.Place) is var expected && expected != letter)
        {
            _wrong.Add($"{profile} at {cell.Place}: {what} answered '{letter}', expected '{expected}'");
        }
    }

    /// <summary>What is asked about at one place.</summary>
    private sealed record Cell(int Place, string Queue, string Rest, string Hub, string File, string Mail, string MailNumber);
}
