using Hub.Core.Agents;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Storage.Tests.Contracts;

public abstract class ListContract : StoreContract
{
    private static readonly View<Ticket> Newest = new(Filter<Ticket>.Everything, Ticket.Fields.LastActivityAt, IsDescending: true);

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat_in_both_directions()
    {
        var tickets = await FillAsync(25);
        foreach (var isDescending in new[] { false, true })
        {
            var view = Newest with { IsDescending = isDescending };
            var expected = tickets.OrderBy(ticket => ticket.LastActivityAt).ThenBy(ticket => ticket.Key, StringComparer.Ordinal);

            var read = await ReadAllAsync(view, 4);

            read.ShouldBe((isDescending ? expected.Reverse() : expected).Select(ticket => ticket.Key));
        }
    }

    [Fact]
    public async Task Without_a_sort_field_the_id_orders()
    {
        var tickets = await FillAsync(7);

        (await ReadAllAsync(new View<Ticket>(Filter<Ticket>.Everything), 3))
            .ShouldBe(tickets.Select(ticket => ticket.Key).Order(StringComparer.Ordinal));
        (await ReadAllAsync(new View<Ticket>(Filter<Ticket>.Everything, IsDescending: true), 3))
            .ShouldBe(tickets.Select(ticket => ticket.Key).OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_page_that_ends_the_list_says_so()
    {
        await FillAsync(4);

        var whole = await Engine.Store.ListAsync(Newest, new PageRequest(4), Ct);

        whole.Items.Count.ShouldBe(4);
        whole.Next.ShouldBeNull();
        (await Engine.Store.ListAsync(Newest, new PageRequest(3), Ct)).Next.ShouldNotBeNull();
    }

    [Fact]
    public async Task Documents_without_a_value_stand_where_the_field_says()
    {
        var waiting = Sample.Ticket(StoreUnderTest.Start) with { WaitingSince = StoreUnderTest.Start };
        var nobody = Sample.Ticket(StoreUnderTest.Start.AddHours(-1));
        await CommitAsync(new ChangeSet().Insert(nobody).Insert(waiting));
        var view = new View<Ticket>(Ticket.Fields.IsActive.Is(true), Ticket.Fields.WaitingSince);

        (await ReadAllAsync(view, 1)).ShouldBe([waiting.Key, nobody.Key]);
        (await ReadAllAsync(view with { IsDescending = true }, 1)).ShouldBe([nobody.Key, waiting.Key]);
    }

    [Fact]
    public async Task A_cursor_of_another_view_is_refused()
    {
        await FillAsync(5);
        var cursor = (await Engine.Store.ListAsync(Newest, new PageRequest(2), Ct)).Next;
        View<Ticket>[] others =
        [
            Newest with { IsDescending = false },
            Newest with { Sort = Ticket.Fields.CreatedAt },
            Newest with { Filter = Ticket.Fields.Queue.Is("que_sales") },
        ];

        foreach (var other in others)
        {
            await Should.ThrowAsync<InvalidCursorException>(async () => await Engine.Store.ListAsync(other, new PageRequest(2, cursor), Ct));
        }
        foreach (var text in new[] { "", "x", "%%%", cursor!.Text[..10], "AAAAAAAAAAAAAAAAAAAAAAAA" })
        {
            await Should.ThrowAsync<InvalidCursorException>(async () =>
                await Engine.Store.ListAsync(Newest, new PageRequest(2, new Cursor(text)), Ct));
        }
    }

    [Fact]
    public async Task A_cursor_survives_a_change_of_the_readable_queues()
    {
        await FillAsync(12);
        var all = Newest with { Filter = Access(Sample.Sales, Sample.Support).ToFilter() };
        var cursor = (await Engine.Store.ListAsync(all, new PageRequest(3), Ct)).Next;

        var page = await Engine.Store.ListAsync(Newest with { Filter = Access(Sample.Sales).ToFilter() }, new PageRequest(3, cursor), Ct);

        page.Items.ShouldAllBe(ticket => ticket.Queue == Sample.Sales || ticket.Assignee == Sample.Ann);
    }

    [Fact]
    public async Task What_is_readable_by_queue_and_by_assignment_comes_once()
    {
        var tickets = await FillAsync(30);
        var access = Access(Sample.Sales);

        var read = await ReadAllAsync(Newest with { Filter = access.ToFilter() }, 4);

        read.ShouldBe(tickets.Where(access.CanRead).OrderByDescending(ticket => ticket.LastActivityAt)
            .ThenByDescending(ticket => ticket.Key, StringComparer.Ordinal).Select(ticket => ticket.Key));
        (await Engine.Store.CountAsync(access.ToFilter(), 1000, Ct)).ShouldBe(read.Count);
    }

    [Fact]
    public async Task A_list_by_tag_follows_the_tags()
    {
        var tickets = await FillAsync(9);
        var view = Newest with { Filter = Ticket.Fields.Tag.In(["vip", "late"]) };
        (await ReadAllAsync(view, 2)).ShouldBeEmpty();
        var first = (await Engine.Store.FindAsync(tickets[2].Id, Ct))!;
        var second = (await Engine.Store.FindAsync(tickets[8].Id, Ct))!;
        await CommitAsync(new ChangeSet().Replace(first, first with { Tags = ["late", "vip"] }).Replace(second, second with { Tags = ["VIP"] }));
        (await ReadAllAsync(view, 1)).ShouldBe([second.Key, first.Key]);

        second = (await Engine.Store.FindAsync(second.Id, Ct))!;
        first = (await Engine.Store.FindAsync(first.Id, Ct))!;
        await CommitAsync(new ChangeSet().Replace(second, second with { Tags = [] })
            .Replace(first, first with { LastActivityAt = first.LastActivityAt.AddDays(1) }));

        (await ReadAllAsync(view, 1)).ShouldBe([first.Key]);
        (await Engine.Store.CountAsync(view.Filter, 10, Ct)).ShouldBe(1);
    }

    [Fact]
    public async Task Paging_is_stable_while_others_insert()
    {
        var tickets = await FillAsync(40);
        var read = new List<string>();
        Cursor? cursor = null;
        do
        {
            var page = await Engine.Store.ListAsync(Newest, new PageRequest(5, cursor), Ct);
            read.AddRange(page.Items.Select(ticket => ticket.Key));
            cursor = page.Next;
            await CommitAsync(new ChangeSet().Insert(Sample.Ticket(StoreUnderTest.Start.AddDays(1 + read.Count))));
        }
        while (cursor is not null);

        read.Distinct().Count().ShouldBe(read.Count);
        read.ShouldBe(tickets.OrderByDescending(ticket => ticket.LastActivityAt).ThenByDescending(ticket => ticket.Key, StringComparer.Ordinal)
            .Select(ticket => ticket.Key));
    }

    [Fact]
    public async Task A_count_stops_at_its_ceiling()
    {
        await FillAsync(12);

        (await Engine.Store.CountAsync(Filter<Ticket>.Everything, 5, Ct)).ShouldBe(5);
        (await Engine.Store.CountAsync(Filter<Ticket>.Everything, 100, Ct)).ShouldBe(12);
        (await Engine.Store.CountAsync(Ticket.Fields.Queue.In([]), 100, Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task A_page_holds_at_least_one_and_at_most_a_thousand()
    {
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await Engine.Store.ListAsync(Newest, new PageRequest(0), Ct));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await Engine.Store.ListAsync(Newest, new PageRequest(1001), Ct));
    }

    private static AgentAccess Access(params QueueId[] queues) => new(Sample.Ann, "Ann", false, Sample.Reads(queues));

    private async Task<List<Ticket>> FillAsync(int count)
    {
        // Several share an instant, so that the id has to break ties.
        var tickets = Enumerable.Range(0, count).Select(i => Sample.Ticket(StoreUnderTest.Start.AddMinutes(i / 3),
            i % 2 == 0 ? Sample.Sales : Sample.Support, i % 5 == 0 ? Sample.Ann : null)).ToList();
        foreach (var ticket in tickets)
        {
            await CommitAsync(new ChangeSet().Insert(ticket));
        }
        return tickets;
    }

    private async Task<List<string>> ReadAllAsync(View<Ticket> view, int limit)
    {
        var keys = new List<string>();
        Cursor? cursor = null;
        do
        {
            var page = await Engine.Store.ListAsync(view, new PageRequest(limit, cursor), Ct);
            keys.AddRange(page.Items.Select(ticket => ticket.Key));
            cursor = page.Next;
        }
        while (cursor is not null);
        return keys;
    }
}
