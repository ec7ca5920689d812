using System.Collections.Frozen;
using Hub.Core.Automation;
using Hub.Core.CustomFields;
using Hub.Core.Inboxes;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Queues;
using Hub.Core.SavedViews;
using Hub.Core.Statuses;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Work;

namespace Hub.Core.Agents;

/// <summary>Queues, agents, roles, groups, inboxes and canned responses as this process last read them: the small things every screen and rule
/// needs by name. Read again when the feed says that one changed, and before something is refused that another node may have made.</summary>
public sealed class HubDirectory : IDisposable
{
    /// <summary>Between two looks for something unknown: a flood of wrong ids costs the store four looks a second.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private readonly IHubStore _store;
    private readonly TicketFeed _feed;
    private readonly IDisposable _subscription;
    private readonly IDisposable _resync;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly WorkShareSettings _nodes;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private volatile DirectorySnapshot _current = DirectorySnapshot.Empty;
    private Task? _nextLook;
    private long? _lookedAt;

    /// <summary>Starts listening; empty until <see cref="RefreshAsync"/> has run once.</summary>
    public HubDirectory(IHubStore store, TicketFeed feed, WorkShareSettings nodes, TimeProvider clock)
    {
        _store = store;
        _feed = feed;
        _nodes = nodes;
        _clock = clock;
        _subscription = feed.WatchAllEvents(feedEvent =>
        {
            if (feedEvent is FeedEvent.SettingsChanged or FeedEvent.AgentChanged)
            {
                _ = RefreshAsync(CancellationToken.None);
            }
        });
        _resync = feed.WatchResync(() => _ = RefreshAsync(CancellationToken.None));
    }

    /// <summary>After a change of what the directory holds; called with the new state. Handlers must be quick.</summary>
    public event Action<DirectorySnapshot>? Changed;

    /// <summary>The state last read.</summary>
    public DirectorySnapshot Current => _current;

    /// <summary>Reads all; a new state when anything has come, gone or changed.</summary>
    public Task RefreshAsync(CancellationToken ct) => ReadAsync(static () => { }, ct);

    /// <summary>Reads what other nodes have changed up to this call; to be called before something is refused for being unknown.
    /// Callers share a look that has not begun.</summary>
    /// <param name="known">What the refusal rests on.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>Whether <see cref="Current"/> is another state than <paramref name="known"/>.</returns>
    /// <exception cref="StoreUnavailableException">Nobody knows at present.</exception>
    public async ValueTask<bool> CatchUpAsync(DirectorySnapshot known, CancellationToken ct)
    {
        if (!_nodes.IsAlone)
        {
            Task look;
            lock (_gate)
            {
                look = _nextLook ??= Task.Run(LookAsync, CancellationToken.None);
            }
            await look.WaitAsync(ct);
        }
        return !ReferenceEquals(known, _current);
    }

    /// <summary>An inbox, even one that another node has just made; null when there is none.</summary>
    public async ValueTask<Inbox?> FindInboxAsync(InboxId id, CancellationToken ct) =>
        _current.Inboxes.GetValueOrDefault(id)
        ?? (await CatchUpAsync(_current, ct) ? _current.Inboxes.GetValueOrDefault(id) : null);

    /// <summary>As <see cref="FindInboxAsync"/>, for an agent, inactive ones included.</summary>
    public async ValueTask<Agent?> FindAgentAsync(AgentId id, CancellationToken ct) =>
        _current.Agents.GetValueOrDefault(id)
        ?? (await CatchUpAsync(_current, ct) ? _current.Agents.GetValueOrDefault(id) : null);

    /// <summary>Reads anew and tells every node to do the same; call after committing a change to a queue, role, group, inbox
    /// or canned response.</summary>
    public async Task AnnounceSettingsAsync(CancellationToken ct)
    {
        await RefreshAsync(ct);
        _feed.Publish(new FeedEvent.SettingsChanged());
    }

    /// <summary>As <see cref="AnnounceSettingsAsync"/>, for a change to an agent; consoles of that agent read their rights again.</summary>
    public async Task AnnounceAgentAsync(AgentId agent, CancellationToken ct)
    {
        await RefreshAsync(ct);
        _feed.Publish(new FeedEvent.AgentChanged(agent));
    }

    /// <summary>Ends listening.</summary>
    public void Dispose()
    {
        _subscription.Dispose();
        _resync.Dispose();
        _reading.Dispose();
    }

    private async Task LookAsync()
    {
        if (_lookedAt is { } before && _clock.GetElapsedTime(before) is var since && since < BetweenLooks)
        {
            await Task.Delay(BetweenLooks - since, _clock);
        }
        await ReadAsync(
            () =>
            {
                lock (_gate)
                {
                    // Whoever asks from here on may ask for something newer than this look finds.
                    (_nextLook, _lookedAt) = (null, _clock.GetTimestamp());
                }
            },
            CancellationToken.None);
    }

    private async Task ReadAsync(Action begins, CancellationToken ct)
    {
        DirectorySnapshot read;
        await _reading.WaitAsync(ct);
        try
        {
            begins();
            read = await LoadAsync(ct);
            if (read.IsSameAs(_current))
            {
                return;
            }
            _current = read;
        }
        finally
        {
            _reading.Release();
        }
        Changed?.Invoke(read);
    }

    private async Task<DirectorySnapshot> LoadAsync(CancellationToken ct) => new(
        (await AllAsync(new View<Queue>(Views.Filter<Queue>.Everything, Queue.Fields.Name), ct)).ToFrozenDictionary(static q => q.Id),
        (await AllAsync(new View<Agent>(Views.Filter<Agent>.Everything, Agent.Fields.Name), ct)).ToFrozenDictionary(static a => a.Id),
        (await AllAsync(new View<Inbox>(Views.Filter<Inbox>.Everything, Inbox.Fields.Name), ct)).ToFrozenDictionary(static i => i.Id),
        await AllAsync(new View<CannedResponse>(Views.Filter<CannedResponse>.Everything, CannedResponse.Fields.Shortcut), ct))
    {
        Roles = (await AllAsync(new View<Role>(Views.Filter<Role>.Everything, Role.Fields.Name), ct)).Append(Role.AllQueues)
            .ToFrozenDictionary(static r => r.Id),
        Statuses = await AllAsync(new View<Status>(Views.Filter<Status>.Everything, Status.Fields.Name), ct),
        Groups = (await AllAsync(new View<Group>(Views.Filter<Group>.Everything, Group.Fields.Name), ct)).ToFrozenDictionary(static g => g.Id),
        Fields = await AllAsync(new View<FieldDefinition>(Views.Filter<FieldDefinition>.Everything, FieldDefinition.Fields.Position), ct),
        Views = await AllAsync(new View<SavedView>(Hub.Core.Views.Filter<SavedView>.Everything, SavedView.Fields.Position), ct),
        Matrix = await _store.FindAsync(PriorityMatrix.OnlyId, ct) ?? PriorityMatrix.Default,
    };

    private async Task<List<T>> AllAsync<T>(View<T> view, CancellationToken ct) where T : Document<T>, IDocument<T>
    {
        var all = new List<T>();
        Cursor? after = null;
        do
        {
            var page = await _store.ListAsync(view, new PageRequest(1000, after), ct);
            all.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return all;
    }
}
