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

namespace Hub.Core.Agents;

/// <summary>Queues, agents, roles, groups, inboxes and canned responses as this process last read them: the small things every screen and rule
/// needs by name. Read again when the feed says that one changed.</summary>
public sealed class HubDirectory : IDisposable
{
    private readonly IHubStore _store;
    private readonly TicketFeed _feed;
    private readonly IDisposable _subscription;
    private readonly IDisposable _resync;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile DirectorySnapshot _current = DirectorySnapshot.Empty;

    /// <summary>Starts listening; empty until <see cref="RefreshAsync"/> has run once.</summary>
    public HubDirectory(IHubStore store, TicketFeed feed)
    {
        _store = store;
        _feed = feed;
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

    /// <summary>Reads all anew.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        await _reading.WaitAsync(ct);
        try
        {
            _current = new DirectorySnapshot(
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
        }
        finally
        {
            _reading.Release();
        }
        Changed?.Invoke(_current);
    }

    /// <summary>Reads all anew if an agent, role, group or queue has come, gone or changed.</summary>
    public async Task PollAsync(CancellationToken ct)
    {
        var known = _current;
        if (!await IsSameAsync(known.Agents, Agent.Fields.Name, ct) || !await IsSameAsync(known.Queues, Queue.Fields.Name, ct)
            || !await IsSameAsync(known.Groups, Group.Fields.Name, ct)
            || !await IsSameAsync(known.Roles.Where(static role => role.Key != Role.AllQueues.Id).ToDictionary(), Role.Fields.Name, ct))
        {
            await RefreshAsync(ct);
        }
    }

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

    private async Task<bool> IsSameAsync<T>(IReadOnlyDictionary<DocId<T>, T> known, Views.Field<T> sort, CancellationToken ct)
        where T : Document<T>, IDocument<T>
    {
        var stored = await AllAsync(new View<T>(Views.Filter<T>.Everything, sort), ct);
        return stored.Count == known.Count
            && stored.All(document => known.TryGetValue(document.Id, out var before) && before.Version == document.Version);
    }

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
