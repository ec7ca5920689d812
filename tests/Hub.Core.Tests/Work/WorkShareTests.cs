using Hub.Core.Storage;
using Hub.Core.Tests.Live;
using Hub.Core.Work;

namespace Hub.Core.Tests.Work;

/// <summary>Nodes over one store; each beats when the test says so.</summary>
public sealed class WorkShareTests : IAsyncLifetime
{
    private readonly MemoryStore _store = new();
    private readonly WorkNodes _nodes;

    public WorkShareTests() => _nodes = new WorkNodes(_store);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task Each_piece_of_work_is_done_by_exactly_one_node_and_both_have_some()
    {
        var (here, there) = (_nodes.Start(20), _nodes.Start(20));

        await _nodes.SettleAsync();

        here.Doing.Concat(there.Doing).Order().ShouldBe(WorkNode.NamesOf(20));
        here.Doing.ShouldNotBeEmpty();
        there.Doing.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_node_that_comes_later_gets_its_share_only_after_the_first_has_ended_its_turn()
    {
        var here = _nodes.Start(20);
        await _nodes.SettleAsync();
        here.Doing.Count.ShouldBe(20);

        var there = _nodes.Start(20);
        await _nodes.SettleAsync();

        here.Doing.Concat(there.Doing).Order().ShouldBe(WorkNode.NamesOf(20));
        there.Doing.ShouldNotBeEmpty();
        _nodes.MostAtOnce.ShouldBe(1);
    }

    [Fact]
    public async Task The_work_of_a_node_that_leaves_is_taken_with_the_next_beat()
    {
        var (here, there) = (_nodes.Start(24), _nodes.Start(24));
        await _nodes.SettleAsync();

        await there.StopAsync();
        await here.BeatAsync();

        await here.UntilDoingAsync(24);
    }

    [Fact]
    public async Task The_work_of_a_node_that_falls_silent_is_taken_after_the_lapse_and_its_late_commit_is_refused()
    {
        var (here, there) = (_nodes.Start(24), _nodes.Start(24));
        await _nodes.SettleAsync();
        var late = there.Leases[0];

        for (var beat = 0; beat < 4; beat++)
        {
            _nodes.Clock.Advance(WorkNodes.Settings.Beat);
            await here.BeatAsync();
            here.Doing.Count.ShouldBeLessThan(24, "the lapse is not over");
        }
        _nodes.Clock.Advance(WorkNodes.Settings.Beat);
        await here.BeatAsync();

        await here.UntilDoingAsync(24);
        var refused = await _store.CommitAsync(late.Guard(new ChangeSet().Insert(WorkNodes.Anything())), TestContext.Current.CancellationToken);
        refused.ShouldBeOfType<CommitOutcome.VersionConflict>();
        Should.Throw<LeaseLostException>(() => late.EnsureHeld(refused));
        var own = here.Leases[0];
        (await _store.CommitAsync(own.Guard(new ChangeSet().Insert(WorkNodes.Anything())), TestContext.Current.CancellationToken))
            .ShouldBeOfType<CommitOutcome.Committed>();
    }

    [Fact]
    public async Task A_halted_node_ends_its_work_with_its_first_beat_and_gets_its_share_again()
    {
        var (here, there) = (_nodes.Start(24), _nodes.Start(24));
        await _nodes.SettleAsync();
        for (var beat = 0; beat < 6; beat++)
        {
            _nodes.Clock.Advance(WorkNodes.Settings.Beat);
            await here.BeatAsync();
        }
        await here.UntilDoingAsync(24);
        var before = there.Turns;

        await there.BeatAsync();
        await there.UntilDoingAsync(0);
        await _nodes.SettleAsync();

        here.Doing.Concat(there.Doing).Order().ShouldBe(WorkNode.NamesOf(24));
        there.Doing.ShouldNotBeEmpty();
        there.Turns.ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task With_the_store_away_for_longer_than_the_lapse_nobody_goes_on_and_all_come_back_with_it()
    {
        var here = _nodes.Start(3);
        await _nodes.SettleAsync();
        _store.BeforeCommit = static _ => throw new StoreUnavailableException("away");

        _nodes.Clock.Advance(WorkNodes.Settings.Lapse);
        await here.BeatAsync();
        await here.UntilDoingAsync(0);
        _store.BeforeCommit = null;
        await _nodes.SettleAsync();

        here.Doing.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Work_that_throws_is_begun_anew_under_a_new_fence()
    {
        var here = _nodes.Start(1);
        await _nodes.SettleAsync();
        var first = here.Leases.Single().Fence;

        here.Fail();
        await here.UntilDoingAsync(0);
        await _nodes.SettleAsync();

        here.Leases.Single().Fence.ShouldBeGreaterThan(first);
    }
}
