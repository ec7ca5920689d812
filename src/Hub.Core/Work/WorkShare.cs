using System.Collections.Concurrent;
using System.Threading.Channels;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Work;

/// <summary>Shares background work among the nodes of an installation. Each piece is done by one node under a fenced lease in the
/// store; the pieces of a node that ends, stops beating or is halted go to the others.</summary>
public sealed partial class WorkShare
{
    private const int MostKeys = 1_000;

    /// <summary>How long a silent node is kept for people to see.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, SharedWork> _works = new(StringComparer.Ordinal);
    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly IHubStore _store;
    private readonly WorkShareSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ILogger<WorkShare> _log;
    private readonly LiveNodes _nodes;
    private readonly DateTimeOffset _startedAt;
    private NodeBeat? _beat;
    private long _beatenAt;

    /// <summary>A node that has not shown itself yet.</summary>
    public WorkShare(IHubStore store, WorkShareSettings settings, TimeProvider clock, ILogger<WorkShare> log)
    {
        _store = store;
        _settings = settings;
        _clock = clock;
        _log = log;
        Self = DocId<NodeBeat>.New(clock);
        _startedAt = clock.GetUtcNow();
        _nodes = new LiveNodes(Self, settings.Lapse, clock);
        _beatenAt = clock.GetTimestamp();
    }

    /// <summary>This process among the nodes.</summary>
    public DocId<NodeBeat> Self { get; }

    /// <summary>How many nodes live, this one included.</summary>
    public int NodeCount => _nodes.Current.Count;

    /// <summary>After a node came or went. Handlers must be quick.</summary>
    public event Action? NodesChanged;

    /// <summary>Does a piece of work whenever it is this node's turn, until cancelled.</summary>
    /// <param name="work">Its name, the same on every node: letters, digits, '-' and '_'.</param>
    /// <param name="run">Does it until its token is cancelled. When it throws, it is begun anew with the next turn.</param>
    /// <param name="ct">Ends it and gives it back.</param>
    public async Task RunAsync(string work, Func<HeldLease, CancellationToken, Task> run, CancellationToken ct)
    {
        if (_settings.IsAlone)
        {
            await run(HeldLease.Alone, ct);
            return;
        }
        using var shared = new SharedWork(work);
        if (!_works.TryAdd(work, shared))
        {
            throw new InvalidOperationException($"The work {work} runs here already.");
        }
        try
        {
            while (true)
            {
                _due.Writer.TryWrite(true);
                await shared.WhenTakenAsync(ct);
                await RunTurnAsync(shared, run, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            LogEnded(work);
        }
        finally
        {
            _works.TryRemove(work, out _);
        }
    }

    /// <summary>Shows that this node lives and looks after its work, until cancelled; then leaves.</summary>
    public async Task KeepAsync(CancellationToken ct)
    {
        if (_settings.IsAlone)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }
        await using var timer = _clock.CreateTimer(_ => _due.Writer.TryWrite(true), null, TimeSpan.Zero, _settings.Beat);
        try
        {
            await foreach (var _ in _due.Reader.ReadAllAsync(ct))
            {
                await BeatAsync(ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await LeaveAsync();
        }
    }

    /// <summary>One beat: shows this node, looks at the others, takes, keeps and gives up work.</summary>
    public async Task BeatAsync(CancellationToken ct)
    {
        // Halted for long enough that others may have taken over: nothing here may go on, whatever the store says next.
        LoseAllWhenSilent();
        using var patience = new CancellationTokenSource(_settings.Lapse / 2, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            await ShowAsync(either.Token);
            await LookAsync(either.Token);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or StoreFullException
            || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            LogMissed(fault);
        }
        LoseAllWhenSilent();
    }

    private async Task RunTurnAsync(SharedWork shared, Func<HeldLease, CancellationToken, Task> run, CancellationToken ct)
    {
        if (shared.Begin(ct) is not var (lease, stop))
        {
            return;
        }
        LogTaken(shared.Name, lease.Fence);
        try
        {
            await run(new HeldLease(lease), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LogEnded(shared.Name);
        }
        catch (LeaseLostException lost)
        {
            LogLost(shared.Name, lost);
            shared.Lose();
        }
        catch (Exception fault)
        {
            // A fault of one piece of work must end no other; the next turn begins it anew.
            LogFailed(shared.Name, fault);
        }
        if (shared.End() is { } held)
        {
            await GiveBackAsync(held);
        }
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        var next = new NodeBeat { Id = Self, Machine = Environment.MachineName, StartedAt = _startedAt, At = _clock.GetUtcNow() };
        var asked = _clock.GetTimestamp();
        var changes = _beat is null ? new ChangeSet().Insert(next) : new ChangeSet().Replace(_beat, next);
        if (await _store.CommitAsync(changes, ct) is CommitOutcome.Committed)
        {
            _beat = next with { Version = (_beat?.Version ?? 0) + 1 };
            _beatenAt = asked;
            return;
        }
        // Swept by others who took this node for dead, or a beat whose answer was lost: the next one follows what is stored.
        _beat = await _store.FindAsync(Self, ct);
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var beats = await _store.ListAsync(new View<NodeBeat>(Views.Filter<NodeBeat>.Everything), new PageRequest(MostKeys), ct);
        var hasChanged = _nodes.Observe(beats.Items);
        foreach (var works in _works.Values.Chunk(MostKeys))
        {
            var stored = (await _store.FindManyAsync([.. works.Select(static work => WorkLease.IdOf(work.Name))], ct))
                .ToDictionary(static lease => lease.Id);
            foreach (var work in works)
            {
                await DecideAsync(work, stored.GetValueOrDefault(WorkLease.IdOf(work.Name)), ct);
            }
        }
        if (hasChanged)
        {
            LogNodes(NodeCount);
            NodesChanged?.Invoke();
            await SweepAsync(beats.Items, ct);
        }
    }

    private async Task DecideAsync(SharedWork work, WorkLease? lease, CancellationToken ct)
    {
        var isOurs = _nodes.ChooseFor(work.Name) == Self;
        if (work.Held is { } held)
        {
            if (lease?.Version != held.Version)
            {
                work.Lose();
            }
            else if (!isOurs)
            {
                work.Stop();
            }
            return;
        }
        if (!isOurs || (lease?.Holder is { } holder && holder != Self && _nodes.Current.Contains(holder)))
        {
            return;
        }
        var taken = new WorkLease { Id = WorkLease.IdOf(work.Name), Holder = Self, Fence = (lease?.Fence ?? 0) + 1, ChangedAt = _clock.GetUtcNow() };
        var changes = lease is null ? new ChangeSet().Insert(taken) : new ChangeSet().Replace(lease, taken);
        if (await _store.CommitAsync(changes, ct) is CommitOutcome.Committed)
        {
            work.Take(taken with { Version = (lease?.Version ?? 0) + 1 });
        }
    }

    private async Task GiveBackAsync(WorkLease held)
    {
        try
        {
            await _store.CommitAsync(
                new ChangeSet().Replace(held, held with { Holder = null, ChangedAt = _clock.GetUtcNow() }), CancellationToken.None);
        }
        catch (StoreUnavailableException fault)
        {
            // It goes to another node when this one's beat ends, or comes back to this one.
            LogMissed(fault);
        }
    }

    private async Task LeaveAsync()
    {
        try
        {
            if (_beat is not null)
            {
                await _store.CommitAsync(new ChangeSet().Delete(_beat), CancellationToken.None);
            }
        }
        catch (StoreUnavailableException fault)
        {
            LogMissed(fault);
        }
    }

    private async Task SweepAsync(IReadOnlyList<NodeBeat> beats, CancellationToken ct)
    {
        foreach (var beat in beats.Where(beat => !_nodes.Current.Contains(beat.Id) && _clock.GetUtcNow() - beat.At > Forgotten))
        {
            await _store.CommitAsync(new ChangeSet().Delete(beat), ct);
        }
    }

    private void LoseAllWhenSilent()
    {
        if (_clock.GetElapsedTime(_beatenAt) < _settings.Lapse)
        {
            return;
        }
        foreach (var work in _works.Values)
        {
            work.Lose();
        }
    }
}
