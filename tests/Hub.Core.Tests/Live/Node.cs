using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Storage;
using Hub.Core.Tests.Tickets;
using Hub.Core.Tickets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Core.Tests.Live;

/// <summary>One process of Hub, as far as live tickets go, over a store that others may share.</summary>
internal sealed class Node : IDisposable
{
    private static readonly AgentAccess Everybody = new(Samples.AnnaId, "Anna", IsAdministrator: true, Core.Queues.QueueRights.Everything);

    public Node(MemoryStore? store = null, MemoryFanout? fanout = null)
    {
        Store = store ?? new MemoryStore();
        Fanout = (fanout ?? new MemoryFanout()).Join();
        Feed = new TicketFeed(Store, Fanout, NullLogger<TicketFeed>.Instance);
        Cache = new TicketCache();
        Writer = new ThreadWriter(Store, Feed, Cache, TimeProvider.System);
        Live = new LiveTickets(Store, Feed, new ThreadReader(Store), TimeProvider.System, NullLogger<LiveTickets>.Instance);
    }

    public static AgentAccess Anna => Everybody;

    public MemoryStore Store { get; }

    public MemoryFanout.Node Fanout { get; }

    public TicketFeed Feed { get; }

    public TicketCache Cache { get; }

    public ThreadWriter Writer { get; }

    public LiveTickets Live { get; }

    public async Task<Ticket> OpenAsync(DateTimeOffset at, string queue = "que_support")
    {
        var begun = Samples.NewTicket();
        var edit = new TicketEdit(begun.Before with
        {
            Id = TicketId.New(at),
            Number = (await Store.NextBlockAsync("ticket-number", 1, CancellationToken.None)).ToString(System.Globalization.CultureInfo.InvariantCulture),
            Queue = new QueueId(queue),
            LastActivityAt = at,
        }, at, isNew: true);
        edit.Add(Samples.PublicFrom(Samples.Carla, "Hello"));
        (await Writer.CommitAsync(edit, null, CancellationToken.None)).ShouldBeOfType<CommitOutcome.Committed>();
        return edit.Ticket;
    }

    public async Task<Ticket> ChangeAsync(TicketId id, Action<TicketEdit> change, DateTimeOffset? at = null)
    {
        Ticket? after = null;
        await Writer.ChangeAsync(id, (ticket, now) =>
        {
            var edit = new TicketEdit(ticket, at ?? now);
            change(edit);
            after = edit.Ticket;
            return ValueTask.FromResult(new Decision<bool>(true, edit));
        }, notFound: false, CancellationToken.None);
        return after!;
    }

    public Task<Ticket> SayAsync(TicketId id, string text, DateTimeOffset? at = null) =>
        ChangeAsync(id, edit => edit.Add(Samples.PublicFrom(Samples.Carla, text) with { Id = MessageId.New(DateTimeOffset.UnixEpoch) }), at);

    public void Dispose() => Feed.Dispose();
}
