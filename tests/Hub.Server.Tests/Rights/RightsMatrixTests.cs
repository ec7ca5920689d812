using Hub.Core.Ports;
using Hub.Server.Tests.Realtime;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Server.Tests.Rights;

/// <summary>Every route, hub call, live event and search × profile × place in the tree against <see cref="RightsTable"/>.</summary>
public sealed class RightsMatrixTests(LiveHub hub, ITestOutputHelper output) : IClassFixture<LiveHub>
{
    private static readonly string[] All = ["read", "note", "reply", "move", "own", "create", "close", "manage"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P29_P30_no_surface_leaks_and_none_refuses_wrongly()
    {
        using var desk = await RightsDesk.OpenAsync(hub);
        var board = await desk.QueueAsync("Board");
        var treasurer = await desk.QueueAsync("Treasurer", board);
        string[] places = [board, treasurer, await desk.QueueAsync("Receipts", treasurer), await desk.QueueAsync("Sport")];
        var (open, hidden) = (await desk.QueueAsync("Open to all"), await desk.QueueAsync("Open to none"));
        var colleague = await HireAsync(desk, "admin", board, treasurer, open);
        var (mailInbox, _, _) = await desk.MailToAsync(hidden, "first");
        var score = new RightsScore();
        var (tickets, general) = (new TicketQuestions(desk, score, colleague, open), new GeneralQuestions(desk, score, colleague, board, mailInbox));
        foreach (var profile in RightsTable.AllProfiles)
        {
            var agent = await HireAsync(desk, profile, board, treasurer, open);
            await using var live = await desk.ConnectAsync(agent);
            await live.CallAsync("WatchView", new { view = "all" });
            var word = $"word{Guid.NewGuid():n}";
            var cells = new List<RightsCell>();
            for (var place = 0; place < places.Length; place++)
            {
                cells.Add(await RightsCell.MakeAsync(desk, place, places[place], word, profile == "assigned" ? agent.Id : null));
            }
            await hub.Services.GetRequiredService<IHubStore>().WhenSearchableAsync(Ct);
            foreach (var cell in cells)
            {
                await tickets.AskAsync(new Asker(profile, agent, cell.Place), live, cell);
            }
            await general.AskAsync(new Asker(profile, agent, 0), live);
            await new EventQuestions(desk, score, colleague, hidden).AskAsync(profile, agent, live, cells);
        }
        output.WriteLine($"rights matrix: {score.Asked} questions, {score.Wrong.Count} wrong; {RouteTable.Routes.Count} routes, {RouteTable.Calls.Count} calls, {RouteTable.Events.Count} events");
        score.Wrong.ShouldBeEmpty();
        score.Unasked().ShouldBeEmpty();
        score.Asked.ShouldBeGreaterThan(3000);
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
}
