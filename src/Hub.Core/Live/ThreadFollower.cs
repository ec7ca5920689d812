using System.Threading.Channels;
using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Live;

/// <summary>Follows one ticket for one agent: every change in order and once; what was missed is read from the store. Made by
/// <see cref="LiveTickets.FollowAsync"/>.</summary>
public sealed class ThreadFollower : IAsyncDisposable
{
    private const int MostWaiting = 64;
    private const int PageSize = 200;
    private readonly IHubStore _store;
    private readonly ThreadReader _reader;
    private readonly TicketId _ticket;
    private readonly Func<ThreadChange, Task> _changed;
    private readonly Channel<TicketUpdate> _waiting = Channel.CreateBounded<TicketUpdate>(
        // The newest is kept: it shows that something before it is missing.
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CatchUpLoop _loop;
    private readonly IDisposable _updates;
    private readonly IDisposable _resync;
    private AgentAccess _access;
    private int _mustRead;
    private bool _isLost;

    internal ThreadFollower(IHubStore store, ThreadReader reader, TicketFeed feed, TimeProvider clock, ILogger log, TicketId ticket,
        AgentAccess access, Func<ThreadChange, Task> changed)
    {
        _store = store;
        _reader = reader;
        _ticket = ticket;
        _access = access;
        _changed = changed;
        _loop = new CatchUpLoop(CatchUpAsync, TimeSpan.Zero, clock, log);
        _updates = feed.Watch(ticket, Receive);
        _resync = feed.WatchResync(RequestRead);
    }

    /// <summary>The header as last told.</summary>
    public Ticket Header { get; private set; } = null!;

    /// <summary>The newest revision told.</summary>
    public long Rev { get; private set; }

    /// <summary>Goes on with other rights; tells <see cref="ThreadChange.Lost"/> when the ticket is no longer visible.</summary>
    public void ChangeAccess(AgentAccess access)
    {
        Volatile.Write(ref _access, access);
        RequestRead();
    }

    /// <summary>Ends following; the watcher is not called again once this completes. Not to be awaited by the watcher itself.</summary>
    public async ValueTask DisposeAsync()
    {
        _updates.Dispose();
        _resync.Dispose();
        await _loop.DisposeAsync();
    }

    /// <summary>Begins after <paramref name="rev"/>.</summary>
    internal void Start(Ticket header, long rev)
    {
        Header = header;
        Rev = rev;
        _loop.Start();
        if (rev < header.LastRev)
        {
            RequestRead();
        }
    }

    private void Receive(TicketUpdate update)
    {
        _waiting.Writer.TryWrite(update);
        _loop.Wake();
    }

    private void RequestRead()
    {
        Volatile.Write(ref _mustRead, 1);
        _loop.Wake();
    }

    private async Task CatchUpAsync(CancellationToken ct)
    {
        while (!_isLost && _waiting.Reader.TryRead(out var update))
        {
            await TakeAsync(update);
        }
        if (!_isLost && Interlocked.Exchange(ref _mustRead, 0) == 1)
        {
            try
            {
                await ReadMissedAsync(ct);
            }
            catch (StoreUnavailableException)
            {
                Volatile.Write(ref _mustRead, 1);
                throw;
            }
        }
    }

    private async Task TakeAsync(TicketUpdate update)
    {
        var isNewer = update.Ticket.Version > Header.Version;
        if (isNewer && !Volatile.Read(ref _access).CanRead(update.Ticket))
        {
            await LoseAsync();
            return;
        }
        var fresh = update.Entries.Where(entry => entry.Rev > Rev).ToList();
        if (!Continues(fresh, update.Ticket))
        {
            Volatile.Write(ref _mustRead, 1);
            return;
        }
        if (fresh.Count > 0 || isNewer)
        {
            await TellAsync(isNewer ? update.Ticket : Header, fresh, fresh.Count > 0 ? fresh[^1].Rev : Rev);
        }
    }

    /// <summary>Whether the entries are all that lies between the last revision and the header's.</summary>
    private bool Continues(List<Message> fresh, Ticket header)
    {
        var next = Rev;
        return fresh.TrueForAll(entry => entry.Rev == ++next) && next >= header.LastRev;
    }

    private async Task ReadMissedAsync(CancellationToken ct)
    {
        var header = await _store.FindAsync(_ticket, ct);
        if (header is null || !Volatile.Read(ref _access).CanRead(header))
        {
            await LoseAsync();
            return;
        }
        ChangesPage page;
        do
        {
            page = await _reader.ChangesAsync(header, Rev, PageSize, ct);
            // Revisions of states since replaced are gone; the header says how far the reader is after the last page.
            var rev = page.Items.Count > 0 ? page.Items[^1].Rev : Rev;
            var known = page.HasMore ? rev : Math.Max(rev, header.LastRev);
            if (page.Items.Count > 0 || header.Version > Header.Version || known > Rev)
            {
                await TellAsync(header.Version > Header.Version ? header : Header, page.Items, known);
            }
        }
        while (page.HasMore);
    }

    private async Task TellAsync(Ticket header, IReadOnlyList<Message> entries, long rev)
    {
        Header = header;
        Rev = rev;
        await _changed(new ThreadChange.Advanced(header, entries, rev));
    }

    private async Task LoseAsync()
    {
        _isLost = true;
        await _changed(new ThreadChange.Lost());
    }
}
