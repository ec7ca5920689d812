using Hub.Core.Agents;
using Hub.Core.Ports;

namespace Hub.Core.Tickets;

/// <summary>What a reader of tickets and entries is told of the other tickets and queues that they name. A tie to a ticket that the
/// reader may not see stays, without number; a queue that it has nothing to do with stays as "another queue". Answers, live events
/// and pages all pass here.</summary>
public sealed class Disclosure(IHubStore store, HubDirectory directory)
{
    /// <summary>Stands for the number of a ticket that the reader may not see.</summary>
    public const string HiddenTicket = "a ticket you cannot see";

    /// <summary>Stands for the path of a queue that the reader has no right on.</summary>
    public const string HiddenQueue = "another queue";

    private const int Batch = 500;

    /// <summary>Finds out what may be told. Reads nothing unless something names another ticket; then as many round trips as merges
    /// stand behind one another, and one for numbers.</summary>
    /// <param name="by">Who reads.</param>
    /// <param name="tickets">Tickets that the reader may read; their own queues are named to it.</param>
    /// <param name="entries">Entries that the reader may read.</param>
    /// <param name="ct">Cancels the reads.</param>
    public async ValueTask<Disclosed> ForAsync(
        AgentAccess by, IReadOnlyCollection<Ticket> tickets, IReadOnlyCollection<Message> entries, CancellationToken ct)
    {
        var isLimited = by.Rights.Readable is not null;
        if (!isLimited && tickets.All(static ticket => ticket.MergedInto is null))
        {
            return new Disclosed(by, directory.Current, tickets, Relatives.None);
        }
        var ids = tickets.Select(static ticket => ticket.MergedInto).OfType<TicketId>().ToHashSet();
        if (isLimited)
        {
            ids.UnionWith(tickets.SelectMany(static ticket => ticket.Links).Select(static link => link.Ticket));
            foreach (var numbers in entries.SelectMany(NamedTickets.In).Distinct().Chunk(Batch))
            {
                var held = await store.ResolveManyAsync([.. numbers.Select(Ticket.NumberKey)], ct);
                ids.UnionWith(held.Values.Select(static holder => new TicketId(holder.Key)));
            }
        }
        var found = new Dictionary<TicketId, Ticket>();
        foreach (var some in ids.Chunk(Batch))
        {
            foreach (var ticket in (await new TicketFamily(store).FindAsync(some, ct)).Read)
            {
                found[ticket.Key] = ticket.Value;
            }
        }
        return new Disclosed(by, directory.Current, tickets, new Relatives([], found));
    }

    /// <summary>The least that may be told, for when the store cannot be asked: nothing of other tickets.</summary>
    public Disclosed Least(AgentAccess by, IReadOnlyCollection<Ticket> tickets) => new(by, directory.Current, tickets, Relatives.None);

    /// <summary>A ticket as told to the reader.</summary>
    public async ValueTask<ToldTicket> TellAsync(Ticket ticket, AgentAccess by, CancellationToken ct) =>
        (await ForAsync(by, [ticket], [], ct)).Tell(ticket);
}

/// <summary>What one reader is told, for the tickets and entries it was found out for.</summary>
public sealed class Disclosed
{
    private readonly AgentAccess _by;
    private readonly DirectorySnapshot _names;
    private static readonly Dictionary<TicketId, string> NoNumbers = [];
    private static readonly HashSet<QueueId> NoQueues = [];
    private static readonly HashSet<string> NoTickets = [];

    private readonly Dictionary<TicketId, string> _visible;

    // Asked for only by a reader whose rights are limited; most events go to readers who may see all.
    private readonly HashSet<QueueId> _own = NoQueues;
    private readonly HashSet<string> _numbers = NoTickets;

    internal Disclosed(AgentAccess by, DirectorySnapshot names, IReadOnlyCollection<Ticket> tickets, Relatives found)
    {
        _by = by;
        _names = names;
        // Whoever may read where a ticket continues reads its entries there.
        _visible = found.Read.Count == 0
            ? NoNumbers
            : found.Read.Values.Where(ticket => by.CanRead(ticket) || by.CanRead(found.EndOf(ticket.Id)!))
                .ToDictionary(static ticket => ticket.Id, static ticket => ticket.Number);
        if (IsLimited)
        {
            _own = [.. tickets.Select(static ticket => ticket.Queue)];
            _numbers = [.. _visible.Values, .. tickets.Select(static ticket => ticket.Number),
                .. tickets.SelectMany(static ticket => ticket.Members).Select(static member => member.Number)];
        }
    }

    private bool IsLimited => _by.Rights.Readable is not null;

    /// <summary>The ticket without the numbers of tickets that the reader may not see.</summary>
    public ToldTicket Tell(Ticket ticket) => new(
        !IsLimited || ticket.Links.All(link => _visible.ContainsKey(link.Ticket)) ? ticket : ticket with { Links = [.. ticket.Links.Select(Tell)] },
        ticket.MergedInto is { } into ? _visible.GetValueOrDefault(into, Disclosure.HiddenTicket) : null);

    /// <summary>The entry without the numbers of tickets and the names of queues that the reader may not see.</summary>
    public ToldEntry Tell(Message entry)
    {
        if (!IsLimited || entry is { Change: null, Origin: null, MovedTo: null })
        {
            return new ToldEntry(entry);
        }
        return new ToldEntry(entry with { Change = Tell(entry.Change), Origin = Tell(entry.Origin), MovedTo = Tell(entry.MovedTo) });
    }

    /// <summary>A ticket as it was, with the path of its queue then as far as the reader may know it.</summary>
    public TicketAsItWas Tell(TicketAsItWas was) =>
        was with { Queue = TellPath(was.Queue, _names.PathOf(was.Header.Queue) == was.Queue ? was.Header.Queue : null) };

    private string TellPath(string path, QueueId? id)
    {
        if (!IsLimited)
        {
            return path;
        }
        var queue = id ?? _names.Queues.Keys.Where(known => _names.PathOf(known) == path).Select(static known => (QueueId?)known).FirstOrDefault();
        if (queue is not { } known || !_names.Queues.ContainsKey(known) || !(_by.CanSee(known) || _own.Contains(known)))
        {
            return Disclosure.HiddenQueue;
        }
        return _names.Tree.Upwards(known).All(above => _by.CanSee(above.Id)) ? path : _by.PathOf(known, _names);
    }

    private TicketLink Tell(TicketLink link) => _visible.ContainsKey(link.Ticket) ? link : new TicketLink(link.Type, default, Disclosure.HiddenTicket);

    private Origin? Tell(Origin? place) => place is null || _numbers.Contains(place.Ticket) ? place : new Origin(Disclosure.HiddenTicket, 0);

    private Change? Tell(Change? change) => change switch
    {
        { What: "queue" } => TellQueue(change),
        not null when NamedTickets.IsTie(change.What) => change with { From = TellNumber(change.From), To = TellNumber(change.To) },
        { Because: { } because } when NamedTickets.ChildIn(because) is { } child && !_numbers.Contains(child) =>
            change with { Because = because.Replace(child, Disclosure.HiddenTicket, StringComparison.Ordinal) },
        _ => change,
    };

    private Change TellQueue(Change change)
    {
        var (from, to) = (TellPath(change.From, change.FromId), TellPath(change.To, change.ToId));
        return change with
        {
            From = from,
            To = to,
            FromId = from == Disclosure.HiddenQueue ? null : change.FromId,
            ToId = to == Disclosure.HiddenQueue ? null : change.ToId,
        };
    }

    private string? TellPath(string? path, string? id) => path is null ? null : TellPath(path, QueueId.TryParse(id, out var queue) ? queue : (QueueId?)null);

    private string? TellNumber(string? number) => number is null || _numbers.Contains(number) ? number : Disclosure.HiddenTicket;
}

/// <summary>A ticket as one reader is told of it; only <see cref="Disclosure"/> makes one.</summary>
public sealed record ToldTicket
{
    internal ToldTicket(Ticket header, string? mergedInto) => (Header, MergedInto) = (header, mergedInto);

    /// <summary>The header; links to hidden tickets have no id and <see cref="Disclosure.HiddenTicket"/> for a number.</summary>
    public Ticket Header { get; }

    /// <summary>Number of the ticket it continues in, or <see cref="Disclosure.HiddenTicket"/>; null unless merged.</summary>
    public string? MergedInto { get; }
}

/// <summary>An entry as one reader is told of it; only <see cref="Disclosure"/> makes one.</summary>
public sealed record ToldEntry
{
    internal ToldEntry(Message entry) => Entry = entry;

    /// <summary>The entry.</summary>
    public Message Entry { get; }
}
