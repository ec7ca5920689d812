using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Storage.Tests.Contracts;

public abstract class OutboxContract : StoreContract
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly string[] Consumers = ["deliver", "other"];

    [Fact]
    public async Task Work_is_leased_with_all_it_carries()
    {
        var entry = await EnqueueAsync("lane", "{\"a\":1}");

        var leased = (await LeaseAsync()).ShouldHaveSingleItem();

        leased.Entry.ShouldBe(entry);
        leased.Attempt.ShouldBe(1);
        leased.LeasedUntil.ShouldBe(Engine.Clock.GetUtcNow() + Lease);
    }

    [Fact]
    public async Task Work_of_a_refused_commit_does_not_exist()
    {
        var ticket = await StoredAsync(Sample.Ticket(StoreUnderTest.Start));

        await Engine.Store.CommitAsync(new ChangeSet().Insert(ticket).Enqueue(Entry("lane", "x")), Ct);

        (await LeaseAsync()).ShouldBeEmpty();
        (await Engine.Outbox.DepthAsync(Ct)).ShouldBe(new OutboxDepth(0, 0, null));
    }

    [Fact]
    public async Task A_lane_gives_one_entry_at_a_time_in_the_order_of_commits()
    {
        for (var i = 0; i < 12; i++)
        {
            await EnqueueAsync("lane", $"{i}");
        }
        for (var i = 0; i < 12; i++)
        {
            var leased = (await LeaseAsync()).ShouldHaveSingleItem();
            leased.Entry.Payload.ShouldBe($"{i}");
            (await LeaseAsync()).ShouldBeEmpty();
            await SettleAsync(new Settlement.Done(leased.Entry.Id, leased.LeaseToken));
        }
        (await LeaseAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Entries_of_one_commit_keep_their_order_within_a_lane()
    {
        await CommitAsync(new ChangeSet().Enqueue(Entry("lane", "first")).Enqueue(Entry("lane", "second")).Enqueue(Entry("other", "third")));

        (await LeaseAsync()).Select(leased => leased.Entry.Payload).ShouldBe(["first", "third"], ignoreOrder: true);
    }

    [Fact]
    public async Task Lanes_and_consumers_do_not_wait_for_each_other()
    {
        await EnqueueAsync("a", "1");
        await EnqueueAsync("b", "2");
        await CommitAsync(new ChangeSet().Enqueue(Entry("a", "3") with { Consumer = Consumers[1] }));

        (await LeaseAsync()).Count.ShouldBe(2);
        (await Engine.Outbox.LeaseAsync(Consumers[1], 10, Lease, Ct)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_was_put_off_for_a_reason_is_due_when_the_reason_has_gone()
    {
        await EnqueueAsync("a", "1");
        await EnqueueAsync("b", "2");
        await EnqueueAsync("c", "3");
        var later = Engine.Clock.GetUtcNow() + TimeSpan.FromHours(1);
        foreach (var work in await Engine.Outbox.LeaseAsync(Consumers[0], 2, Lease, Ct))
        {
            await SettleAsync(new Settlement.Retry(work.Entry.Id, work.LeaseToken, later, work.Entry.Payload == "1" ? "no sign-in" : "busy"));
        }
        var underWay = (await LeaseAsync()).ShouldHaveSingleItem();

        await Engine.Outbox.HastenAsync(Consumers[1], "no sign-in", Ct);
        (await LeaseAsync()).ShouldBeEmpty();
        await Engine.Outbox.HastenAsync(Consumers[0], "no sign-in", Ct);

        (await LeaseAsync()).ShouldHaveSingleItem().Entry.Payload.ShouldBe("1");
        (await Engine.Outbox.SettleAsync([new Settlement.Done(underWay.Entry.Id, underWay.LeaseToken)], Ct)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task No_more_than_asked_for_is_leased()
    {
        await EnqueueAsync("a", "1");
        await EnqueueAsync("b", "2");
        await EnqueueAsync("c", "3");

        (await Engine.Outbox.LeaseAsync(Consumers[0], 2, Lease, Ct)).Count.ShouldBe(2);
        (await LeaseAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_lapsed_lease_is_given_to_the_next_and_the_old_token_is_refused()
    {
        var entry = await EnqueueAsync("lane", "x");
        var old = (await LeaseAsync()).ShouldHaveSingleItem();
        Engine.Clock.Advance(Lease);

        var next = (await LeaseAsync()).ShouldHaveSingleItem();

        (next.Entry.Id, next.Attempt).ShouldBe((entry.Id, 2));
        (await Engine.Outbox.SettleAsync([new Settlement.Done(entry.Id, old.LeaseToken)], Ct)).ShouldBeEmpty();
        (await Engine.Outbox.SettleAsync([new Settlement.Done(entry.Id, next.LeaseToken)], Ct)).ShouldBe([entry.Id]);
    }

    [Fact]
    public async Task A_renewed_lease_holds_longer_and_a_lost_or_settled_one_is_not_renewed()
    {
        await EnqueueAsync("a", "1");
        await EnqueueAsync("b", "2");
        await EnqueueAsync("c", "3");
        var work = (await LeaseAsync()).ToDictionary(static leased => leased.Entry.Lane);
        await SettleAsync(new Settlement.Done(work["c"].Entry.Id, work["c"].LeaseToken));
        Engine.Clock.Advance(Lease / 2);

        (await Engine.Outbox.RenewAsync([work["a"], work["c"]], Lease, Ct)).ShouldBe([work["a"].Entry.Id]);

        Engine.Clock.Advance(Lease / 2);
        var lapsed = (await LeaseAsync()).ShouldHaveSingleItem();
        lapsed.Entry.Lane.ShouldBe("b");
        (await Engine.Outbox.RenewAsync([work["b"]], Lease, Ct)).ShouldBeEmpty("another holds it");
        (await Engine.Outbox.RenewAsync([lapsed], Lease, Ct)).ShouldBe([lapsed.Entry.Id]);
        await SettleAsync(new Settlement.Done(work["a"].Entry.Id, work["a"].LeaseToken));
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_renewed_while_nobody_took_it()
    {
        await EnqueueAsync("lane", "x");
        var leased = (await LeaseAsync()).ShouldHaveSingleItem();
        Engine.Clock.Advance(Lease * 2);

        (await Engine.Outbox.RenewAsync([leased], Lease, Ct)).ShouldBe([leased.Entry.Id]);

        (await LeaseAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_retry_holds_up_its_lane_until_it_is_due()
    {
        await EnqueueAsync("lane", "first");
        await EnqueueAsync("lane", "second");
        var first = (await LeaseAsync()).ShouldHaveSingleItem();
        await SettleAsync(new Settlement.Retry(first.Entry.Id, first.LeaseToken, Engine.Clock.GetUtcNow().AddMinutes(5), "busy"));

        (await LeaseAsync()).ShouldBeEmpty();
        Engine.Clock.Advance(TimeSpan.FromMinutes(5));

        var again = (await LeaseAsync()).ShouldHaveSingleItem();
        (again.Entry.Payload, again.Attempt).ShouldBe(("first", 2));
    }

    [Fact]
    public async Task A_failed_entry_stays_with_its_reason_and_frees_its_lane()
    {
        await EnqueueAsync("lane", "first");
        await EnqueueAsync("lane", "second");
        var first = (await LeaseAsync()).ShouldHaveSingleItem();

        await SettleAsync(new Settlement.Failed(first.Entry.Id, first.LeaseToken, "no such mailbox"));

        (await LeaseAsync()).ShouldHaveSingleItem().Entry.Payload.ShouldBe("second");
        (await Engine.Outbox.DepthAsync(Ct)).ShouldBe(new OutboxDepth(1, 1, StoreUnderTest.Start));
        var rows = await Engine.Inspection.ReadOutboxAsync(Ct).ToListAsync(Ct);
        rows.Single(row => row.IsFailed).ShouldSatisfyAllConditions(
            row => row.Entry.Payload.ShouldBe("first"), row => row.Reason.ShouldBe("no such mailbox"), row => row.Attempts.ShouldBe(1));
    }

    [Fact]
    public async Task Work_is_not_leased_before_it_is_due()
    {
        await CommitAsync(new ChangeSet().Enqueue(Entry("lane", "x") with { DueAt = StoreUnderTest.Start.AddHours(1) }));

        (await LeaseAsync()).ShouldBeEmpty();
        Engine.Clock.Advance(TimeSpan.FromHours(1));
        (await LeaseAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_commit_can_settle_and_a_lost_lease_refuses_the_whole_commit()
    {
        await EnqueueAsync("lane", "first");
        await EnqueueAsync("lane", "second");
        var leased = (await LeaseAsync()).ShouldHaveSingleItem();
        var ticket = Sample.Ticket(StoreUnderTest.Start);
        var done = new Settlement.Done(leased.Entry.Id, leased.LeaseToken);

        await CommitAsync(new ChangeSet().Insert(ticket).Settle(done));
        var again = await Engine.Store.CommitAsync(new ChangeSet().Insert(Sample.Ticket(StoreUnderTest.Start)).Settle(done), Ct);

        again.ShouldBeOfType<CommitOutcome.VersionConflict>().Document.ShouldBe(new DocRef("outbox", leased.Entry.Id));
        (await LeaseAsync()).ShouldHaveSingleItem().Entry.Payload.ShouldBe("second");
    }

    [Fact]
    public async Task Waiting_ends_with_new_work()
    {
        var waiting = Engine.Outbox.WaitAsync(Consumers[0], Ct).AsTask();
        waiting.IsCompleted.ShouldBeFalse();

        await EnqueueAsync("lane", "x");

        await waiting.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    [Fact]
    public async Task Waiting_ends_when_the_next_entry_of_a_lane_is_freed()
    {
        await EnqueueAsync("lane", "first");
        await EnqueueAsync("lane", "second");
        var first = (await LeaseAsync()).ShouldHaveSingleItem();
        var waiting = Engine.Outbox.WaitAsync(Consumers[0], Ct).AsTask();

        await SettleAsync(new Settlement.Done(first.Entry.Id, first.LeaseToken));

        await waiting.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    [Fact]
    public async Task Waiting_ends_when_the_earliest_entry_is_due()
    {
        await CommitAsync(new ChangeSet().Enqueue(Entry("lane", "x") with { DueAt = StoreUnderTest.Start.AddMinutes(10) }));
        var waiting = Engine.Outbox.WaitAsync(Consumers[0], Ct).AsTask();
        waiting.IsCompleted.ShouldBeFalse();

        Engine.Clock.Advance(TimeSpan.FromMinutes(10));

        await waiting.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    [Fact]
    public async Task Waiting_is_over_at_once_while_work_is_due()
    {
        await EnqueueAsync("lane", "x");

        await Engine.Outbox.WaitAsync(Consumers[0], Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var waiting = Engine.Outbox.WaitAsync(Consumers[0], stop.Token).AsTask();

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Racing_consumers_never_hold_the_same_entry()
    {
        for (var i = 0; i < 30; i++)
        {
            await EnqueueAsync($"lane{i % 10}", $"{i}");
        }
        var done = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(WorkAsync, Ct)));

        done.SelectMany(list => list).Select(int.Parse).Order().ShouldBe(Enumerable.Range(0, 30));
    }

    private async Task<List<string>> WorkAsync()
    {
        var done = new List<string>();
        while ((await Engine.Outbox.DepthAsync(Ct)).Pending > 0)
        {
            foreach (var leased in await Engine.Outbox.LeaseAsync(Consumers[0], 3, Lease, Ct))
            {
                done.Add(leased.Entry.Payload);
                await SettleAsync(new Settlement.Done(leased.Entry.Id, leased.LeaseToken));
            }
        }
        return done;
    }

    private async Task<OutboxEntry> EnqueueAsync(string lane, string payload)
    {
        var entry = Entry(lane, payload);
        await CommitAsync(new ChangeSet().Enqueue(entry));
        return entry;
    }

    private async Task SettleAsync(Settlement settlement) =>
        (await Engine.Outbox.SettleAsync([settlement], Ct)).ShouldBe([settlement.EntryId]);

    private ValueTask<IReadOnlyList<LeasedEntry>> LeaseAsync() => Engine.Outbox.LeaseAsync(Consumers[0], 10, Lease, Ct);

    private OutboxEntry Entry(string lane, string payload) =>
        OutboxEntry.Create(Consumers[0], lane, payload, Engine.Clock.GetUtcNow());
}
