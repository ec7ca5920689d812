using Hub.Core.Storage;
using Hub.Core.Work;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Core.Tests.Work;

public sealed class LiveNodesTests
{
    private static readonly TimeSpan Lapse = TimeSpan.FromSeconds(8);
    private static readonly DocId<NodeBeat> Self = new("nod_self");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public void A_node_whose_clock_is_wrong_lives_as_long_as_its_beat_changes()
    {
        var nodes = new LiveNodes(Self, Lapse, _clock);
        nodes.Observe([Beat("nod_a", 1, _clock.GetUtcNow().AddHours(1))]);
        _clock.Advance(Lapse / 2);
        nodes.Observe([Beat("nod_a", 2, _clock.GetUtcNow().AddHours(-9))]);
        _clock.Advance(Lapse / 2);

        nodes.Observe([Beat("nod_a", 2, _clock.GetUtcNow().AddHours(-9))]).ShouldBeFalse();

        nodes.Current.ShouldContain(new DocId<NodeBeat>("nod_a"));
    }

    [Fact]
    public void A_beat_that_an_earlier_life_left_behind_is_given_the_lapse_and_one_of_long_ago_nothing()
    {
        var nodes = new LiveNodes(Self, Lapse, _clock);
        NodeBeat[] left = [Beat("nod_recent", 7, _clock.GetUtcNow().AddSeconds(-30)), Beat("nod_old", 7, _clock.GetUtcNow().AddHours(-1))];
        nodes.Observe(left);
        nodes.Current.ShouldBe([Self, new DocId<NodeBeat>("nod_recent")], ignoreOrder: true);

        _clock.Advance(Lapse);

        nodes.Observe(left).ShouldBeTrue();
        nodes.Current.ShouldBe([Self]);
    }

    [Fact]
    public void A_node_that_goes_moves_only_its_own_work()
    {
        var nodes = new LiveNodes(Self, Lapse, _clock);
        nodes.Observe([Beat("nod_a", 1), Beat("nod_b", 1)]);
        var works = Enumerable.Range(0, 300).Select(static work => $"mailbox_{work}").ToList();
        var before = works.ToDictionary(static work => work, nodes.ChooseFor);
        before.Values.GroupBy(static node => node).ShouldAllBe(static share => share.Count() > 60);

        nodes.Observe([Beat("nod_a", 2)]);

        works.Where(work => before[work].Value != "nod_b").ShouldAllBe(work => nodes.ChooseFor(work) == before[work]);
        works.ShouldAllBe(work => nodes.ChooseFor(work).Value != "nod_b");
    }

    private NodeBeat Beat(string id, long version, DateTimeOffset? at = null) => new()
    {
        Id = new DocId<NodeBeat>(id),
        Version = version,
        Machine = "m",
        StartedAt = _clock.GetUtcNow(),
        At = at ?? _clock.GetUtcNow(),
    };
}
