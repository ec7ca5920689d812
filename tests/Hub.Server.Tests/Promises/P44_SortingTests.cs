using Hub.Core.SavedViews;
using Hub.Server.Tests.Hosting;

namespace Hub.Server.Tests.Promises;

/// <summary>P44: every list column that sorts does so on the server.</summary>
public sealed class P44_SortingTests(RestHub hub) : IClassFixture<RestHub>
{
    private static readonly string[] Priorities = ["low", "normal", "high", "urgent"];

    [Fact]
    public async Task P44_every_sortable_column_sorts_on_the_server_both_ways_over_all_pages()
    {
        for (var i = 0; i < 12; i++)
        {
            var ticket = await hub.TicketAsync($"Subject {(i * 7 % 12):00}");
            await hub.PatchAsync($"/tickets/{ticket["number"]}", new { priority = Priorities[i % 4], status = i % 3 == 0 ? "closed" : "open" });
        }
        foreach (var sort in ViewColumns.Sorts.Keys)
        {
            var up = await NumbersAsync(sort);
            up.Count.ShouldBe(12, sort);
            (await NumbersAsync("-" + sort)).ShouldBe(Enumerable.Reverse(up), sort);
        }
        var subjects = (await hub.GetAsync("/tickets?sort=subject"))["items"]!.AsArray().Select(static row => row!["subject"]!.GetValue<string>()).ToList();
        subjects.ShouldBe(subjects.Order(StringComparer.Ordinal));
    }

    private async Task<List<string>> NumbersAsync(string sort)
    {
        var numbers = new List<string>();
        var cursor = "";
        do
        {
            var page = await hub.GetAsync($"/tickets?sort={sort}&limit=5&cursor={cursor}");
            numbers.AddRange(page["items"]!.AsArray().Select(static row => row!["number"]!.GetValue<string>()));
            cursor = page["next"]?.GetValue<string>() ?? "";
        }
        while (cursor.Length > 0);
        return numbers;
    }
}
