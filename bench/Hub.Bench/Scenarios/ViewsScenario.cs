using System.Diagnostics;
using System.Text.Json;
using Hub.Bench.Clients;
using Hub.Bench.Figures;
using Hub.Bench.Processes;
using Hub.Bench.Queries;
using Hub.Bench.Seeding;

namespace Hub.Bench.Scenarios;

public sealed class ViewsScenario() : Scenario("views", "first page of 20 saved views and a bulk change of 1,000 tickets over REST at 10,000 and 200,000 tickets")
{
    private const int BulkTickets = 1_000;

    public override async Task RunAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        int[] sizes = options.IsSmall ? [500, 2000] : [10_000, 200_000];
        var smaller = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var tickets in sizes)
        {
            var seeded = await SeededStore.PrepareAsync(options, tickets, ct);
            await using var server = await HubServer.StartAsync(seeded.Folder, Ports.Free(), ct);
            using var api = new ApiClient(server.Address, SeededStore.AdministratorToken);
            var queue = (await api.GetAsync("/queues", ct)).GetProperty("items")[0].GetProperty("id").GetString()!;
            var views = new List<(string Name, string Address, string Token)>();
            foreach (var (name, filter, sort, token) in Views(queue))
            {
                var view = await api.PostAsync("/views", new { name = $"{name} {Guid.NewGuid():n}", filter, sort, isShared = true }, ct);
                views.Add((name, $"/api/v1/tickets?view={view.GetProperty("id").GetString()}&limit=50", token));
            }
            var requests = options.IsSmall ? 50 : 200;
            // All of them before the first is timed: the server compiles what they share as it goes, and whichever came first would pay.
            foreach (var view in views)
            {
                _ = await AskAsync(server.Address, view, requests, ct);
            }
            foreach (var view in views)
            {
                var asked = await AskAsync(server.Address, view, requests, ct);
                Write(figures, smaller, $"p95 {view.Name}", asked.Percentile(0.95), tickets, asked.Count);
            }
            Write(figures, smaller, $"bulk change of {BulkTickets}", await BulkAsync(api, ct), tickets, 1);
        }
    }

    private static async Task<Latencies> AskAsync(Uri server, (string Name, string Address, string Token) view, int requests, CancellationToken ct)
    {
        using var client = new TimedRequests(server, view.Token);
        return await client.RunAsync(_ => view.Address, requests, ct);
    }

    private void Write(FigureWriter figures, Dictionary<string, double> smaller, string metric, double value, int tickets, int count)
    {
        var baseline = smaller.TryGetValue(metric, out var before) ? before : value;
        smaller.TryAdd(metric, value);
        figures.Write(new Figure(Name, $"{metric}, {tickets}", value, "ms", baseline, count));
    }

    /// <summary>Raises the priority of the newest tickets and takes that back; the time of the former, until the job says done.</summary>
    private static async Task<double> BulkAsync(ApiClient api, CancellationToken ct)
    {
        var numbers = new List<string>();
        await foreach (var ticket in api.ListAsync("/tickets?sort=-number", ct))
        {
            numbers.Add(ticket.GetProperty("number").GetString()!);
            if (numbers.Count == BulkTickets)
            {
                break;
            }
        }
        var clock = Stopwatch.GetTimestamp();
        var job = await api.PostAsync("/tickets/bulk", new { numbers, change = new { priority = "urgent" } }, ct);
        await DoneAsync(api, job, ct);
        var taken = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        await DoneAsync(api, await api.PostAsync($"/jobs/{job.GetProperty("id").GetString()}/undo", new { }, ct), ct);
        return taken;
    }

    private static async Task DoneAsync(ApiClient api, JsonElement job, CancellationToken ct)
    {
        while ((await api.GetAsync($"/jobs/{job.GetProperty("id").GetString()}", ct)).GetProperty("state").GetString() != "done")
        {
            await Task.Delay(20, ct);
        }
    }

    private static IEnumerable<(string Name, object Filter, string Sort, string Token)> Views(string queue)
    {
        const string all = SeededStore.AdministratorToken;
        object open = new { field = "active", @is = true };
        object Both(params object[] parts) => new { all = parts };
        object Either(params object[] parts) => new { any = parts };
        object Of(string field, params object[] values) => new { field, @in = values };

        yield return ("open by order of work", open, "rank", all);
        yield return ("open by subject", open, "subject", all);
        yield return ("open by contact", open, "contact", all);
        yield return ("closed by number", Of("status", "closed"), "-number", all);
        yield return ("five tickets by activity", Of("tag", "rare"), "-lastActivityAt", all);
        yield return ("five tickets by priority", Of("tag", "rare"), "-priority", all);
        yield return ("a tag, open, by waiting time", Both(open, Of("tag", "tag3")), "waitingSince", all);
        yield return ("either of two fields", Either(Of("fields.region", "EU"), Of("urgency", "high")), "-lastActivityAt", all);
        yield return ("either of a tag and a queue, open", Both(open, Either(Of("tag", "tag1"), Of("queue", queue))), "rank", all);
        yield return ("custom field by creation", Of("fields.region", "US"), "-createdAt", all);
        yield return ("custom field, open, by order of work", Both(open, Of("fields.region", "US")), "rank", all);
        yield return ("custom number in a range", new { field = "fields.amount", from = 990 }, "-lastActivityAt", all);
        yield return ("urgency and impact", Both(Of("urgency", "high"), Of("impact", "low")), "-updatedAt", all);
        yield return ("without a tag, open", Both(open, new { not = Of("tag", "tag1") }), "rank", all);
        yield return ("one queue, unassigned", Both(Of("queue", queue), Of("assignee", "none")), "rank", all);
        yield return ("high priority, open", Both(open, Of("priority", "high", "urgent")), "createdAt", all);
        yield return ("older than a month, open", Both(open, new { field = "createdAt", olderThan = "30d" }), "createdAt", all);
        yield return ("2 of 50 queues: open", open, "rank", SeededStore.TwoQueuesToken);
        yield return ("2 of 50 queues: custom field", Of("fields.region", "EU"), "-lastActivityAt", SeededStore.TwoQueuesToken);
        yield return ("2 of 50 queues: tags", Of("tag", "tag2", "tag4"), "-priority", SeededStore.TwoQueuesToken);
    }
}
