using System.Collections.Concurrent;

namespace Hub.Core.Tickets;

/// <summary>Headers this process read or wrote last, so that a busy thread is not read before each commit. Never trusted: the
/// commit checks the version.</summary>
public sealed class TicketCache
{
    private const int Capacity = 16_384;
    private readonly ConcurrentDictionary<TicketId, Ticket> _tickets = new();

    // At least as many as are held: the dictionary's own count takes all its locks.
    private int _atMost;

    /// <summary>The header last seen, or null.</summary>
    public Ticket? Find(TicketId id) => _tickets.GetValueOrDefault(id);

    /// <summary>Remembers a header unless a newer one is known.</summary>
    public void Put(Ticket ticket)
    {
        if (Interlocked.Increment(ref _atMost) > Capacity)
        {
            if (_tickets.Count >= Capacity)
            {
                // Cheaper than keeping an order on the hot path; what is busy comes back with its next message.
                _tickets.Clear();
            }
            Volatile.Write(ref _atMost, _tickets.Count + 1);
        }
        _tickets.AddOrUpdate(ticket.Id, ticket, (_, known) => known.Version > ticket.Version ? known : ticket);
    }

    /// <summary>Forgets a header that proved old.</summary>
    public void Drop(TicketId id) => _tickets.TryRemove(id, out _);
}
