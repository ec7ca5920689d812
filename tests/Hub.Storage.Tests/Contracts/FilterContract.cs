using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Storage.Tests.Model;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What the engine makes of a filter equals the evaluator in memory, order and pages included. Generated views need no
/// index, so the engine is opened without refusing scans.</summary>
public abstract class FilterContract : StoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Generated_filters_mean_the_same_as_in_memory(int seed)
    {
        var draw = new Generated(seed);
        await using var model = new InMemoryUnderTest();
        for (var i = 0; i < 80; i++)
        {
            var ticket = draw.Ticket();
            await CommitAsync(new ChangeSet().Insert(ticket));
            await model.Store.CommitAsync(new ChangeSet().Insert(ticket), Ct);
        }
        for (var i = 0; i < 150; i++)
        {
            var view = new View<Ticket>(draw.Filter(3), draw.Sort(), draw.Coin());
            var expected = await ReadAsync(model, view, 1000);

            (await ReadAsync(Engine, view, 1 + draw.Next(30))).ShouldBe(expected, $"{view}");
            (await Engine.Store.CountAsync(view.Filter, 1000, Ct)).ShouldBe(expected.Count, $"{view}");
        }
    }

    private static async Task<List<string>> ReadAsync(StoreUnderTest engine, View<Ticket> view, int limit)
    {
        var keys = new List<string>();
        Cursor? cursor = null;
        do
        {
            var page = await engine.Store.ListAsync(view, new PageRequest(limit, cursor), Ct);
            page.Items.ShouldAllBe(ticket => view.Filter.Matches(ticket));
            keys.AddRange(page.Items.Select(static ticket => ticket.Key));
            cursor = page.Next;
        }
        while (cursor is not null);
        return keys;
    }
}
