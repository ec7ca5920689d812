using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Storage;
using Hub.Core.Tests.Live;
using Hub.Core.Tests.Tickets;
using Hub.Core.Work;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Core.Tests.Agents;

/// <summary>The directory of one node, whose store another one changes without a hint.</summary>
public sealed class HubDirectoryTests : IDisposable
{
    private const int ListsOfALook = 9;
    private readonly MemoryStore _store = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly Node _node;
    private readonly HubDirectory _directory;

    public HubDirectoryTests()
    {
        _node = new Node(_store);
        _directory = new HubDirectory(_store, _node.Feed, WorkShareSettings.Alone with { IsAlone = false }, _clock);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _directory.Dispose();
        _node.Dispose();
    }

    [Fact]
    public async Task What_another_node_has_made_is_found_and_shown_to_all_who_listen()
    {
        await _directory.RefreshAsync(Ct);
        var seen = new List<DirectorySnapshot>();
        _directory.Changed += seen.Add;
        var inbox = await MakeInboxAsync("inb_new");

        (await _directory.FindInboxAsync(inbox.Id, Ct)).ShouldBe(inbox with { Version = 1 });

        seen.ShouldHaveSingleItem().Inboxes.Keys.ShouldContain(inbox.Id);
    }

    [Fact]
    public async Task A_thousand_unknown_ids_at_once_cost_two_looks()
    {
        var asked = Enumerable.Range(0, 1_000).Select(place => _directory.FindInboxAsync(new InboxId($"inb_{place}"), Ct).AsTask()).ToList();
        var answered = Task.WhenAll(asked);
        while (!answered.IsCompleted)
        {
            // The second look waits for its time; those who came while the first ran share it.
            _clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        (await answered).ShouldAllBe(static inbox => inbox == null);
        _store.ListsRead.ShouldBeLessThanOrEqualTo(2 * ListsOfALook);
    }

    [Fact]
    public async Task What_was_made_while_a_look_ran_is_found_by_the_next()
    {
        (await _directory.FindInboxAsync(new InboxId("inb_new"), Ct)).ShouldBeNull();
        var inbox = await MakeInboxAsync("inb_new");

        var found = _directory.FindInboxAsync(inbox.Id, Ct).AsTask();
        while (!found.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        (await found).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_process_alone_on_its_store_looks_for_nothing()
    {
        using var alone = new HubDirectory(_store, _node.Feed, WorkShareSettings.Alone, _clock);

        (await alone.FindAgentAsync(new AgentId("agt_nobody"), Ct)).ShouldBeNull();

        _store.ListsRead.ShouldBe(0);
    }

    [Fact]
    public async Task A_look_that_finds_nothing_new_leaves_the_state_as_it_is()
    {
        await MakeInboxAsync("inb_new");
        await _directory.RefreshAsync(Ct);
        var known = _directory.Current;

        (await _directory.CatchUpAsync(known, Ct)).ShouldBeFalse();

        _directory.Current.ShouldBeSameAs(known);
    }

    private async Task<Inbox> MakeInboxAsync(string id)
    {
        var inbox = new Inbox { Id = new InboxId(id), Name = id, Channel = ChannelKind.Api, Queue = new QueueId("que_support"), CreatedAt = Samples.Noon };
        await _store.CommitAsync(new ChangeSet().Insert(inbox), Ct);
        return inbox;
    }
}
