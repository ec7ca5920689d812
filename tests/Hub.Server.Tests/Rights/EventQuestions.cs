using System.Text.Json;
using Hub.Server.Tests.Realtime;

namespace Hub.Server.Tests.Rights;

/// <summary>Which live events reach a profile while a colleague works on a ticket at each place.</summary>
internal sealed class EventQuestions(RightsDesk desk, RightsScore score, RightsAgent colleague, string hidden)
{
    /// <summary>Every event of every place, up to a mark that always comes.</summary>
    /// <param name="profile">Which one.</param>
    /// <param name="agent">Its agent.</param>
    /// <param name="live">Watches the list of all.</param>
    /// <param name="cells">One for each place.</param>
    public async Task AskAsync(string profile, RightsAgent agent, HubClient live, IReadOnlyList<RightsCell> cells)
    {
        await using var other = await desk.ConnectAsync(colleague);
        var coming = new Dictionary<string, string>();
        foreach (var cell in cells)
        {
            var number = cell.Live;
            if (RightsTable.Expect("read", profile, cell.Place) == '+')
            {
                await live.CallAsync("Watch", new { number });
            }
            else
            {
                (await live.RefusalOfAsync("Watch", new { number })).ShouldBe("not-found");
            }
            await other.CallAsync("Watch", new { number });
            await other.TellAsync("Typing", new { number, mode = "noting" });
            await other.CallAsync("Lock", new { number });
            await other.TellAsync("Unlock", new { number });
            await desk.PostAsync($"/tickets/{number}/messages", new { kind = "note", text = "live" });
            coming[number] = await desk.TicketAsync(hidden, "coming", cell.Assignee);
            await desk.PatchAsync($"/tickets/{coming[number]}", new { queue = cell.Queue });
        }
        await other.CallAsync("Presence", new { state = "busy" });
        var seen = new HashSet<(string, string)>();
        await ReadAsync(live, seen, [("presence", ""), .. cells.SelectMany(cell => Expected(profile, cell, coming[cell.Live]))]);
        foreach (var cell in cells)
        {
            await desk.PatchAsync($"/tickets/{cell.Live}", new { queue = hidden });
        }
        await ReadAsync(live, seen, [.. cells.Where(cell => RightsTable.Expect("gone", profile, cell.Place) == '+').Select(static cell => ("gone", cell.Live))]);
        // Steps that come together are told in the order of the list: what came with the first mark is over with the second.
        for (var round = 0; round < 2; round++)
        {
            await ReadAsync(live, seen, [("row", await desk.TicketAsync(cells[0].Queue, "mark", agent.Id))]);
        }
        foreach (var cell in cells)
        {
            var who = new Asker(profile, agent, cell.Place);
            foreach (var target in new[] { "entry", "header", "row", "viewers", "lock", "typing", "gone" })
            {
                score.Note(target, RouteTable.Events[target][0], who, seen.Contains((target, cell.Live)) ? '+' : '.', cell.Live);
            }
            score.Note("notify", "moved", who, seen.Contains(("notify", coming[cell.Live])) ? '+' : '.', "moved");
            score.Note("row", "read", who, seen.Contains(("row", coming[cell.Live])) ? '+' : '.', "moved here");
        }
        score.Note("presence", "everybody", new Asker(profile, agent, 0), seen.Contains(("presence", "")) ? '+' : '.', "presence");
    }

    private static IEnumerable<(string, string)> Expected(string profile, RightsCell cell, string coming)
    {
        string[] targets = RightsTable.Expect("read", profile, cell.Place) == '+' ? ["entry", "header", "row", "viewers", "lock", "typing"] : [];
        string[] arrivals = RightsTable.Expect("moved", profile, cell.Place) == '+' ? ["notify"] : [];
        return [.. targets.Select(target => (target, cell.Live)), .. arrivals.Select(target => (target, coming))];
    }

    /// <summary>Reads on until all of them came; what else comes is remembered too.</summary>
    private static async Task ReadAsync(HubClient live, HashSet<(string, string)> seen, IReadOnlyCollection<(string, string)> wanted)
    {
        while (!wanted.All(seen.Contains))
        {
            var (target, argument) = await live.ReadAsync(() => $"waiting for {string.Join(", ", wanted.Where(one => !seen.Contains(one)))}");
            seen.Add((target, argument.TryGetProperty("number", out var number) && number.ValueKind == JsonValueKind.String ? number.GetString()! : ""));
        }
    }
}
