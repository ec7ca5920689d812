using System.Net;
using System.Text.Json.Nodes;
using Hub.Core.Ports;
using Hub.Server.Tests.Realtime;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Server.Tests.Rights;

/// <summary>P29: a bookkeeper sees the sub-queue Treasurer, but not its parent Board, wherever tickets show.</summary>
public sealed class BookkeeperTests(LiveHub hub) : IClassFixture<LiveHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P29_a_bookkeeper_sees_Treasurer_and_not_its_parent_Board_on_every_surface()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var board = await desk.QueueAsync("Board");
        var treasurer = await desk.QueueAsync("Treasurer", board);
        var role = await desk.RoleAsync(new { queue = treasurer, subtree = true, allow = new[] { "read", "note", "reply" } });
        var ida = await desk.AgentAsync("Ida", role);
        await using var live = await desk.ConnectAsync(ida);
        await live.CallAsync("WatchView", new { view = "all" });

        var file = await desk.UploadAsync("treaty.txt");
        var hidden = await desk.TicketAsync(board, "Zeppelin treaty", attachments: [file]);
        var shownFile = await desk.UploadAsync("receipt.txt");
        var shown = await desk.TicketAsync(treasurer, "Zeppelin receipt", attachments: [shownFile]);
        var (_, hiddenMail) = await desk.MailAsync(board, "Zeppelin plan");
        var (_, shownMail) = await desk.MailAsync(treasurer, "Zeppelin bill");
        await desk.Hub.Services.GetRequiredService<IHubStore>().WhenSearchableAsync(Ct);

        // Lists and counters.
        (await SubjectsAsync(ida, "/tickets")).ShouldBe(["Zeppelin bill", "Zeppelin receipt"]);
        (await SubjectsAsync(ida, $"/tickets?queue={board}")).ShouldBeEmpty();
        var queues = (await RightsDesk.SendAsync(ida.Http, HttpMethod.Get, "/queues", null, 200))["items"]!.AsArray();
        queues.Count.ShouldBe(1);
        queues[0]!["path"]!.GetValue<string>().ShouldBe(queues[0]!["name"]!.GetValue<string>());
        queues[0]!["parent"].ShouldBeNull();
        queues[0]!["active"]!["withBelow"]!.GetValue<int>().ShouldBe(2);

        // Search, by the words and within the list.
        (await SubjectsAsync(ida, "/tickets?q=zeppelin")).ShouldBe(["Zeppelin bill", "Zeppelin receipt"]);
        (await RightsDesk.SendAsync(ida.Http, HttpMethod.Get, "/search?q=zeppelin", null, 200)).ToJsonString().ShouldNotContain("treaty");

        // One by one: tickets, threads, files, raw mails, and what would change them.
        string[] ofBoard = [$"/tickets/{hidden}", $"/tickets/{hidden}/messages", $"/attachments/{file}", $"/messages/{hiddenMail}", $"/messages/{hiddenMail}/raw", $"/queues/{board}"];
        string[] ofTreasurer = [$"/tickets/{shown}", $"/tickets/{shown}/messages", $"/attachments/{shownFile}", $"/messages/{shownMail}", $"/messages/{shownMail}/raw", $"/queues/{treasurer}"];
        foreach (var (paths, status) in new[] { (ofBoard, HttpStatusCode.NotFound), (ofTreasurer, HttpStatusCode.OK) })
        {
            foreach (var path in paths)
            {
                using var answer = await RightsDesk.CallAsync(ida.Http, HttpMethod.Get, path);
                answer.StatusCode.ShouldBe(status, path);
            }
        }
        await RightsDesk.SendAsync(ida.Http, HttpMethod.Patch, $"/tickets/{hidden}", new { subject = "Mine" }, 404);
        await RightsDesk.SendAsync(ida.Http, HttpMethod.Post, $"/tickets/{hidden}/messages", new { kind = "note", text = "x" }, 404);
        await RightsDesk.SendAsync(ida.Http, HttpMethod.Post, $"/tickets/{shown}/messages", new { kind = "note", text = "Booked" }, 201);

        // Live: rows, watched threads, calls.
        (await live.NextAsync("row", row => Subject(row) == "Zeppelin bill")).ShouldNotBe(default);
        await live.CallAsync("Watch", new { number = shown });
        (await live.RefusalOfAsync("Watch", new { number = hidden })).ShouldBe("not-found");
        (await live.RefusalOfAsync("Note", new { number = hidden, text = "x" })).ShouldBe("not-found");
        await desk.PostAsync($"/tickets/{hidden}/messages", new { kind = "note", text = "behind closed doors" });
        await desk.PostAsync($"/tickets/{shown}/messages", new { kind = "note", text = "for the books" });
        await live.NextAsync("entry", static entry => entry.ToString().Contains("for the books", StringComparison.Ordinal));
        live.Drain().ShouldAllBe(static seen => !seen.Argument.ToString().Contains("treaty") && !seen.Argument.ToString().Contains("closed doors"));
    }

    private static string? Subject(System.Text.Json.JsonElement row) =>
        row.GetProperty("row") is { ValueKind: System.Text.Json.JsonValueKind.Object } ticket ? ticket.GetProperty("subject").GetString() : null;

    private static async Task<IEnumerable<string>> SubjectsAsync(RightsAgent agent, string path)
    {
        var page = await RightsDesk.SendAsync(agent.Http, HttpMethod.Get, path, null, 200);
        return page["items"]!.AsArray().Select(static item => Text(item!["subject"])).Order(StringComparer.Ordinal);
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
