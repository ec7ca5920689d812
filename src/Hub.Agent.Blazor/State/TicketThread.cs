using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.State;

/// <summary>One ticket and its thread as shown, kept true by <see cref="ThreadFollower"/>.</summary>
public sealed class TicketThread(
    LiveTickets live, ThreadReader reader, MergedThread merged, Disclosure disclosure, MarkRead markRead, IHubStore store, OwnTraces traces,
    ConsoleSession session)
    : ObservableState, IAsyncDisposable
{
    private const int PageSize = 60;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Message> _entries = [];
    private readonly SemaphoreSlim _loadingOlder = new(1, 1);
    private IReadOnlyList<MergedEntry> _foreign = [];
    private int _foreignOf;
    private ToldTicket? _told;
    private ThreadFollower? _follower;
    private long? _readUpTo;
    private long _marked;
    private bool _isSeen = true;

    /// <summary>A message or note of somebody else arrived.</summary>
    public event Action<Message>? Arrived;

    /// <summary>Set once the ticket was found.</summary>
    public Ticket? Ticket => _told?.Header;

    public PanePhase Phase { get; private set; } = PanePhase.Loading;

    public IReadOnlyList<ThreadItem> Items { get; private set; } = [];

    public bool HasOlder { get; private set; }

    /// <summary>Number of the ticket this one continues in, or <see cref="Disclosure.HiddenTicket"/>; null while it is not merged.</summary>
    public string? MergedInto => _told?.MergedInto;

    /// <summary>Number of the ticket an entry was written in when that is another one, merged into this; null otherwise.</summary>
    public string? NumberOf(Message entry) =>
        entry.Ticket == Ticket?.Id ? null : Ticket?.Members.FirstOrDefault(member => member.Ticket == entry.Ticket)?.Number;

    /// <summary>Newest public entry shown that somebody else wrote; the base of a reply begun now.</summary>
    public long NewestPublicSeq => Ticket?.NewestPublicSeqByOthers(session.Access.ToActor()) ?? 0;

    /// <summary>All changes loaded, newest first.</summary>
    public IReadOnlyList<Message> Changes
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries.Values.Where(static entry => entry.MessageKind == MessageKind.Activity).Reverse()];
            }
        }
    }

    /// <summary>Opens the ticket of a number.</summary>
    public async Task OpenAsync(string number)
    {
        try
        {
            var found = await reader.FindAsync(number, session.Access, session.Ended);
            var opened = found is null
                ? null
                : await live.OpenThreadAsync(found.Id, PageSize, session.Access, ReceiveAsync, session.Ended);
            if (opened is null)
            {
                Phase = PanePhase.NotFound;
                Notify();
                return;
            }
            await ReadMergedAsync(opened.Header);
            var disclosed = await disclosure.ForAsync(session.Access, [opened.Header], opened.Entries, session.Ended);
            var mark = await store.FindAsync(ReadMark.IdOf(opened.Header.Id, session.Access.Agent), session.Ended);
            _follower = opened.Follower;
            session.AccessChanged += ChangeAccess;
            lock (_gate)
            {
                _readUpTo = mark?.Seq;
                _marked = mark?.Seq ?? 0;
                Take(disclosed, opened.Header, opened.Entries);
                HasOlder = opened.HasOlder;
                Phase = PanePhase.Ready;
            }
            Notify();
            await MarkReadAsync();
        }
        catch (StoreUnavailableException)
        {
            Phase = PanePhase.Failed;
            Notify();
        }
    }

    /// <summary>Loads entries before the oldest shown.</summary>
    public async Task LoadOlderAsync()
    {
        if (!HasOlder || Ticket is not { } ticket || !await _loadingOlder.WaitAsync(0))
        {
            return;
        }
        try
        {
            var oldest = _entries.Keys.FirstOrDefault(1);
            var from = Math.Max(0, oldest - 1 - PageSize);
            var page = await reader.ListAsync(ticket.Id, from, new PageRequest((int)(oldest - 1 - from)), session.Ended);
            var disclosed = await disclosure.ForAsync(session.Access, [ticket], page.Items, session.Ended);
            lock (_gate)
            {
                Take(disclosed, ticket, page.Items);
                HasOlder = from > 0;
            }
            Notify();
        }
        finally
        {
            _loadingOlder.Release();
        }
    }

    /// <summary>Whether the agent really looks at the page; unseen entries stay unread.</summary>
    public async Task SetSeenAsync(bool isSeen)
    {
        _isSeen = isSeen;
        await MarkReadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_follower is { } follower)
        {
            session.AccessChanged -= ChangeAccess;
            await follower.DisposeAsync();
        }
        _loadingOlder.Dispose();
    }

    private async Task ReceiveAsync(ThreadChange change)
    {
        if (change is not ThreadChange.Advanced advanced)
        {
            Phase = PanePhase.NotFound;
            Notify();
            return;
        }
        Disclosed disclosed;
        try
        {
            await ReadMergedAsync(advanced.Header);
            disclosed = await disclosure.ForAsync(session.Access, [advanced.Header], advanced.Entries, session.Ended);
        }
        catch (StoreUnavailableException)
        {
            // The entry is shown all the same; what it names shows when the ticket is opened again.
            disclosed = disclosure.Least(session.Access, [advanced.Header]);
        }
        List<Message> fresh;
        lock (_gate)
        {
            fresh = [.. advanced.Entries.Where(entry => entry.MessageKind != MessageKind.Activity && !_entries.ContainsKey(entry.Seq)
                && !entry.Author.IsSame(session.Access.ToActor()))];
            Take(disclosed, advanced.Header, advanced.Entries);
        }
        foreach (var entry in fresh)
        {
            Arrived?.Invoke(entry);
        }
        Notify();
        await MarkReadAsync();
    }

    private void ChangeAccess(AgentAccess access)
    {
        _follower!.ChangeAccess(access);
        _ = TellAnewAsync();
    }

    /// <summary>With other rights, other tickets and queues may be named in what is shown already.</summary>
    private async Task TellAnewAsync()
    {
        try
        {
            if (Ticket is not { } ticket || await store.FindAsync(ticket.Id, session.Ended) is not { } header || !session.Access.CanRead(header))
            {
                return;
            }
            _foreignOf = 0;
            await ReadMergedAsync(header);
            long before;
            lock (_gate)
            {
                before = _entries.Keys.FirstOrDefault(1) - 1;
            }
            var entries = new List<Message>();
            Cursor? after = null;
            do
            {
                var page = await reader.ListAsync(header.Id, before, new PageRequest(PageSize, after), session.Ended);
                entries.AddRange(page.Items);
                after = page.Next;
            }
            while (after is not null);
            var disclosed = await disclosure.ForAsync(session.Access, [header], entries, session.Ended);
            lock (_gate)
            {
                Take(disclosed, header, entries);
            }
            Notify();
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException)
        {
            // What is shown was told under rights the agent had; the next opening tells it anew.
            return;
        }
    }

    private void Take(Disclosed disclosed, Ticket header, IEnumerable<Message> entries)
    {
        if (Ticket is null || header.Version >= Ticket.Version)
        {
            _told = disclosed.Tell(header);
        }
        foreach (var entry in entries)
        {
            if (!_entries.TryGetValue(entry.Seq, out var known) || known.Rev <= entry.Rev)
            {
                _entries[entry.Seq] = disclosed.Tell(entry).Entry;
            }
        }
        Items = ThreadLayout.Of(Shown(), session.Zone, _readUpTo, session.Access.ToActor(), header.Id);
    }

    /// <summary>What was merged in stands where it happened, as far back as the ticket's own entries are loaded.</summary>
    private IEnumerable<Message> Shown()
    {
        if (_foreign.Count == 0 || _entries.Count == 0)
        {
            return _entries.Values;
        }
        var from = HasOlder ? _entries.Values.First().OccurredAt : DateTimeOffset.MinValue;
        return _entries.Values.Concat(_foreign.Select(static entry => entry.Message).Where(entry => entry.OccurredAt >= from))
            .OrderBy(static entry => entry.OccurredAt).ThenBy(static entry => entry.Ticket.Value, StringComparer.Ordinal).ThenBy(static entry => entry.Seq);
    }

    /// <summary>Entries of merged tickets do not change, so they are read when the list of those tickets does.</summary>
    private async Task ReadMergedAsync(Ticket header)
    {
        if (_foreignOf != header.Members.Count)
        {
            List<MergedEntry> foreign = header.Members.Count == 0
                ? []
                : [.. (await merged.AllAsync(header, session.Ended)).Where(entry => entry.Message.Ticket != header.Id)];
            var disclosed = await disclosure.ForAsync(session.Access, [header], [.. foreign.Select(static entry => entry.Message)], session.Ended);
            _foreign = [.. foreign.Select(entry => entry with { Message = disclosed.Tell(entry.Message).Entry })];
            _foreignOf = header.Members.Count;
        }
    }

    private async Task MarkReadAsync()
    {
        if (!_isSeen || Ticket is not { } ticket || ticket.LastSeq <= _marked)
        {
            return;
        }
        _marked = ticket.LastSeq;
        traces.MarkRead(ticket.Id, ticket.LastSeq);
        try
        {
            await markRead.HandleAsync(ticket.Id, ticket.LastSeq, session.Access, session.Ended);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException)
        {
            // The mark is set again with the next entry; only "unread" dots depend on it.
            return;
        }
    }
}
