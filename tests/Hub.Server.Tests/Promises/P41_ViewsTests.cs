using System.Net.Http.Json;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Promises;

/// <summary>P41: views are filter and sort, shared or personal, and change by themselves.</summary>
public sealed class P41_ViewsTests(RestHub hub) : IClassFixture<RestHub>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P41_a_view_filters_and_sorts_by_priority_age_and_pending_time()
    {
        var queue = (await hub.PostAsync("/queues", new { name = "Tech" }))["id"]!.GetValue<string>();
        var low = await MakeAsync(queue, "low");
        var high = await MakeAsync(queue, "high");
        var later = await MakeAsync(queue, "normal", DateTimeOffset.UtcNow.AddDays(2));
        var sooner = await MakeAsync(queue, "normal", DateTimeOffset.UtcNow.AddDays(1));
        object open = new { all = new object[] { new { field = "queue", @is = queue }, new { not = new { field = "status", @is = "closed" } } } };

        (await ListAsync(await ViewAsync("By priority", open, "rank"))).ShouldBe([high, later, sooner, low]);
        (await ListAsync(await ViewAsync("By age", open, "createdAt"))).ShouldBe([low, high, later, sooner]);
        (await ListAsync(await ViewAsync("By pending time", open, "pendingUntil"))).Take(2).ShouldBe([sooner, later]);

        var closed = await ViewAsync("Only pending", new { all = new object[] { new { field = "queue", @is = queue }, new { field = "state", @is = "pending" } } }, "-createdAt");
        (await ListAsync(closed)).ShouldBe([sooner, later]);
        await hub.PatchAsync($"/tickets/{later}", new { status = "closed" });
        (await ListAsync(closed)).ShouldBe([sooner]);
    }

    [Fact]
    public async Task P41_conditions_combine_fields_tags_and_age()
    {
        var one = await MakeAsync(null, "urgent");
        await hub.PatchAsync($"/tickets/{one}", new { tags = new[] { "boiler" }, urgency = "high", fields = new { floor = 3, site = "Kiel" } });
        foreach (var filter in new object[]
        {
            new { any = new object[] { new { field = "tag", @is = "boiler" }, new { field = "tag", @is = "nothing" } } },
            new { all = new object[] { new { field = "tag", @in = new[] { "boiler" } }, new { field = "createdAt", youngerThan = "1h" } } },
            new { field = "fields.floor", from = 2.5, to = 4 },
            new { all = new object[] { new { field = "fields.site", @is = "kiel" }, new { field = "urgency", @is = "high" }, new { field = "assignee", @is = "none" } } },
            new { all = new object[] { new { field = "fields.site", missing = false }, new { not = new { field = "tag", @is = "other" } } } },
        })
        {
            (await ListAsync(await ViewAsync(Guid.NewGuid().ToString("n"), filter, "-lastActivityAt"))).ShouldBe([one], filter.ToString());
        }
        (await ListAsync(await ViewAsync("Old", new { all = new object[] { new { field = "tag", @is = "boiler" }, new { field = "createdAt", olderThan = "1h" } } }, "rank"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task P41_a_wrong_view_says_what_is_wrong()
    {
        async Task Refused(object filter, string field) =>
            (await hub.PostAsync("/views", new { name = "Wrong", filter }, 400))["errors"]![field].ShouldNotBeNull();

        await Refused(new { field = "colour", @is = "red" }, "filter.colour");
        await Refused(new { field = "priority", @is = "immense" }, "filter.priority");
        await Refused(new { field = "createdAt", olderThan = "soon" }, "filter.createdAt");
        await Refused(new { not = new { field = "tag", @is = "x" } }, "filter.filter");
        (await hub.PostAsync("/views", new { name = "Wrong", sort = "colour" }, 400))["errors"]!["sort"].ShouldNotBeNull();
    }

    [Fact]
    public async Task P41_a_shared_view_reaches_its_groups_and_a_personal_one_its_owner()
    {
        var (annId, ann) = await hub.HireAsync("Ann");
        var (_, bob) = await hub.HireAsync("Bob");
        var group = await hub.GroupAsync("Insiders", annId);
        var shared = (await hub.PostAsync("/views", new { name = "Insiders only", isShared = true, groups = new[] { group }, filter = new { field = "tag", @is = "x" } }))["id"]!.GetValue<string>();
        (await NamesAsync(ann)).ShouldContain("Insiders only");
        (await NamesAsync(bob)).ShouldNotContain("Insiders only");
        using var hidden = await bob.GetAsync($"/api/v1/tickets?view={shared}", Ct);
        await RestHub.ReadAsync(hidden, 400);
        using var kept = await ann.PatchAsJsonAsync($"/api/v1/views/{shared}", new { name = "Mine now" }, Ct);
        await RestHub.ReadAsync(kept, 403);
        using var own = await bob.PostAsJsonAsync("/api/v1/views", new { name = "Bob's", filter = new { field = "assignee", @is = "me" } }, Ct);
        await RestHub.ReadAsync(own, 201);
        (await NamesAsync(bob)).ShouldContain("Bob's");
        (await NamesAsync(hub.Api)).ShouldNotContain("Bob's");
        using var refused = await bob.PostAsJsonAsync("/api/v1/views", new { name = "All", isShared = true, filter = new { field = "tag", @is = "x" } }, Ct);
        await RestHub.ReadAsync(refused, 403);
    }

    private async Task<string> MakeAsync(string? queue, string priority, DateTimeOffset? pendingUntil = null)
    {
        var number = (await hub.PostAsync("/tickets", new
        {
            subject = priority,
            queue,
            priority,
            contact = new { name = "Ada" },
            message = new { kind = "public", text = "Hello" },
        }))["number"]!.GetValue<string>();
        if (pendingUntil is { } until)
        {
            await hub.PatchAsync($"/tickets/{number}", new { status = "pending", pendingUntil = until });
        }
        return number;
    }

    private async Task<string> ViewAsync(string name, object filter, string sort) =>
        (await hub.PostAsync("/views", new { name, filter, sort, isShared = true }))["id"]!.GetValue<string>();

    private async Task<List<string>> ListAsync(string view) =>
        [.. (await hub.GetAsync($"/tickets?view={view}"))["items"]!.AsArray().Select(static row => row!["number"]!.GetValue<string>())];

    private static async Task<List<string>> NamesAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/api/v1/views", Ct);
        return [.. (await RestHub.ReadAsync(answer, 200))["items"]!.AsArray().Select(static view => view!["name"]!.GetValue<string>())];
    }
}
