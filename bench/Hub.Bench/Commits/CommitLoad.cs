using System.Collections.Concurrent;
using System.Diagnostics;
using Hub.Bench.Seeding;
using Hub.Core.Contacts;
using Hub.Core.Inboxes;
using Hub.Core.Queues;
using Hub.Core.Tickets;

namespace Hub.Bench.Commits;

/// <summary>Callers who each append messages to a ticket of their own, one commit after the other.</summary>
public sealed class CommitLoad(BenchStore store, int seed)
{
    private const int WordsEach = 40;
    private readonly Words _words = new(seed);
    private readonly List<Ticket> _tickets = [];

    /// <summary>Makes a ticket for each caller.</summary>
    public async Task PrepareAsync(int callers, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        var queue = new Queue { Id = QueueId.New(now), Name = "Bench", CreatedAt = now };
        await store.CommitAsync(new Hub.Core.Storage.ChangeSet().Insert(queue), ct);
        for (var caller = 0; caller < callers; caller++)
        {
            var contact = new Contact { Id = ContactId.New(now), Name = $"Contact {caller}", CreatedAt = now };
            var by = new Actor(ActorType.Contact, contact.Id.Value, contact.Name, null);
            var edit = OpenTicket.Begin(new NewTicket($"{100 + caller}", "Bench", queue, contact), by, ChannelKind.Chat, now);
            await store.CommitAsync(edit, changes => changes.Insert(contact), ct);
            _tickets.Add(edit.Ticket);
        }

        await store.Store.WhenSearchableAsync(ct);
    }

    /// <summary>Appends until <paramref name="messages"/> are stored and searchable; answers them and how long it took.</summary>
    public async Task<(TimeSpan Elapsed, IReadOnlyList<Message> Messages)> RunAsync(int callers, int messages, CancellationToken ct)
    {
        var texts = new Random(seed);
        var prepared = new ConcurrentQueue<string>(Enumerable.Range(0, messages).Select(_ => _words.Text(texts, WordsEach)));
        var written = new ConcurrentBag<Message>();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => AppendAsync(caller, prepared, written, ct), ct)));
        await store.Store.WhenSearchableAsync(ct);
        return (clock.Elapsed, [.. written]);
    }

    private async Task AppendAsync(int caller, ConcurrentQueue<string> texts, ConcurrentBag<Message> written, CancellationToken ct)
    {
        while (texts.TryDequeue(out var text))
        {
            var ticket = _tickets[caller];
            var now = TimeProvider.System.GetUtcNow();
            var edit = new TicketEdit(ticket, now);
            var author = new Actor(ActorType.Contact, ticket.Contact.Value, ticket.ContactName, null);
            written.Add(TicketRules.Receive(edit, Messages.Make(now, author, Direction.In, text, Guid.NewGuid().ToString("n")), line: null, reopens: true));
            await store.CommitAsync(edit, also: null, ct);
            _tickets[caller] = edit.Ticket;
        }
    }
}
