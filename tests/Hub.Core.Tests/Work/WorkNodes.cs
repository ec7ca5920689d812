using Hub.Core.Inbound;
using Hub.Core.Storage;
using Hub.Core.Tests.Live;
using Hub.Core.Work;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Core.Tests.Work;

/// <summary>The nodes of one test, their clock, and how many of them did the same work at once.</summary>
internal sealed class WorkNodes(MemoryStore store) : IAsyncDisposable
{
    private readonly List<WorkNode> _all = [];
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _doing = [];

    public static WorkShareSettings Settings { get; } = new(IsAlone: false, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8));

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public int MostAtOnce { get; private set; }

    /// <summary>A document nobody else writes.</summary>
    public static MailboxPosition Anything() =>
        new() { Id = new DocId<MailboxPosition>($"mbx_{Guid.NewGuid():n}"), Folder = "INBOX", UidValidity = 1, LastUid = 1 };

    public WorkNode Start(int works)
    {
        var node = new WorkNode(this, store, works);
        _all.Add(node);
        return node;
    }

    /// <summary>Beats of all until each does its share and nothing else.</summary>
    public Task SettleAsync()
    {
        var alive = _all.Where(static node => !node.IsStopped).ToList();
        var chooser = new LiveNodes(alive[0].Self, Settings.Lapse, Clock);
        chooser.Observe([.. alive.Select(node => new NodeBeat { Id = node.Self, Version = 1, Machine = "", StartedAt = Clock.GetUtcNow(), At = Clock.GetUtcNow() })]);
        return WorkNode.UntilAsync(async () =>
        {
            foreach (var node in alive)
            {
                await node.BeatAsync();
            }
            return alive.TrueForAll(node => node.Names.Where(name => chooser.ChooseFor(name) == node.Self).SequenceEqual(node.Doing.Order()));
        });
    }

    public void Count(string work, int change)
    {
        lock (_gate)
        {
            _doing[work] = _doing.GetValueOrDefault(work) + change;
            MostAtOnce = Math.Max(MostAtOnce, _doing[work]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _all)
        {
            await node.StopAsync();
        }
    }
}
