using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>Reads the tickets that pointers lead to: links, and merges behind them.</summary>
public sealed class TicketFamily(IHubStore store)
{
    private const int MostMerges = 40;

    /// <summary>The tickets of the ids and of every merge behind them, each step of a merge in one round trip.</summary>
    public async ValueTask<Relatives> FindAsync(IEnumerable<TicketId> ids, CancellationToken ct)
    {
        List<TicketId> asked = [.. ids.Distinct()];
        var read = new Dictionary<TicketId, Ticket>();
        List<TicketId> next = asked;
        for (var steps = 0; next.Count > 0 && steps < MostMerges; steps++)
        {
            var found = await store.FindManyAsync(next, ct);
            foreach (var ticket in found)
            {
                read[ticket.Id] = ticket;
            }
            next = [.. found.Select(static ticket => ticket.MergedInto).OfType<TicketId>().Where(id => !read.ContainsKey(id)).Distinct()];
        }
        return new Relatives(asked, read);
    }

    /// <summary>The ticket in which one continues in the end: itself when it is not merged.</summary>
    public async ValueTask<Ticket> EndOfAsync(Ticket ticket, CancellationToken ct) => ticket.MergedInto is { } into
        ? (await FindAsync([into], ct)).EndOf(into) ?? ticket
        : ticket;
}

/// <summary>Tickets found behind pointers.</summary>
/// <param name="Asked">Where the pointers lead at once.</param>
/// <param name="Read">Everything that was read, by id.</param>
public sealed record Relatives(IReadOnlyList<TicketId> Asked, IReadOnlyDictionary<TicketId, Ticket> Read)
{
    /// <summary>None.</summary>
    public static Relatives None { get; } = new([], new Dictionary<TicketId, Ticket>());

    /// <summary>The tickets in which those asked for continue, each once.</summary>
    public IReadOnlyList<Ticket> Ends => [.. Asked.Select(EndOf).OfType<Ticket>().DistinctBy(static ticket => ticket.Id)];

    /// <summary>The ticket in which one continues in the end; null when it was not found.</summary>
    public Ticket? EndOf(TicketId id)
    {
        var ticket = Read.GetValueOrDefault(id);
        while (ticket?.MergedInto is { } into && Read.TryGetValue(into, out var next))
        {
            ticket = next;
        }
        return ticket;
    }

    /// <summary>Makes a commit fail unless all of them are as they were read; for those it does not name itself.</summary>
    public void Expect(ChangeSet changes)
    {
        if (Read.Count == 0)
        {
            return;
        }
        var named = changes.Writes.Select(static write => write switch
        {
            Write.Insert insert => insert.Document.Key,
            Write.Replace replace => replace.Document.Key,
            Write.Expect expect => expect.Key,
            _ => "",
        }).ToHashSet();
        foreach (var ticket in Read.Values.Where(ticket => !named.Contains(ticket.Id.Value)))
        {
            changes.Expect(ticket);
        }
    }
}
