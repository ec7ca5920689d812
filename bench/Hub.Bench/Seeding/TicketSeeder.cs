using System.Globalization;
using System.Text.Json;
using Hub.Core.Contacts;
using Hub.Core.Inboxes;
using Hub.Core.Queues;
using Hub.Core.Tickets;

namespace Hub.Bench.Seeding;

/// <summary>Writes tickets of five messages by the same commits the product makes, many at a time.</summary>
public sealed class TicketSeeder(BenchStore store, IReadOnlyList<Queue> queues, int seed)
{
    public const int MessagesEach = 5;
    public const int WordsEach = 80;

    private const int AtATime = 256;
    private const double OpenShare = 0.2;
    private const int Rare = 5;
    private static readonly TimeSpan Span = TimeSpan.FromDays(365);

    private readonly Words _words = new(seed);
    private readonly Random _random = new(seed);

    public async Task RunAsync(int tickets, DateTimeOffset start, CancellationToken ct)
    {
        foreach (var group in Enumerable.Range(0, tickets).Chunk(AtATime))
        {
            var edits = group.Select(place => Make(place, start + (Span / tickets * place))).ToList();
            await Task.WhenAll(edits.Select(edit => store.CommitAsync(edit.Edit, changes => changes.Insert(edit.Contact), ct)));
        }
    }

    private static Dictionary<string, JsonElement> FieldsOf(int place) => place % 3 == 0
        ? new()
        {
            ["region"] = JsonSerializer.SerializeToElement(place % 100 == 0 ? "US" : "EU"),
            ["amount"] = JsonSerializer.SerializeToElement(place % 1000),
        }
        : [];

    private (TicketEdit Edit, Contact Contact) Make(int place, DateTimeOffset at)
    {
        var name = _words.Text(_random, 2);
        var contact = new Contact
        {
            Id = ContactId.New(at),
            Name = name,
            Identities = [new ContactIdentity(IdentityKind.Email, string.Create(CultureInfo.InvariantCulture, $"contact{place}@example.org"))],
            CreatedAt = at,
        };
        var author = new Actor(ActorType.Contact, contact.Id.Value, name, contact.Email);
        var agent = new Actor(ActorType.Agent, "agt_seed", "Agent", null);
        var number = (100_000 + place).ToString(CultureInfo.InvariantCulture);
        var edit = OpenTicket.Begin(
            new NewTicket(number, _words.Text(_random, 6), queues[_random.Next(queues.Count)], contact), author, ChannelKind.Email, at);
        for (var message = 0; message < MessagesEach; message++)
        {
            var isIn = message % 2 == 0;
            edit.Add(Messages.Make(at, isIn ? author : agent, isIn ? Direction.In : Direction.Out, _words.Text(_random, WordsEach), clientId: null));
        }

        edit.Set(ticket => ticket with
        {
            Tags = place % 1000 == 0 && place / 1000 < Rare ? ["rare"] : place % 7 == 0 ? [$"tag{place % 10}"] : [],
            CustomFields = FieldsOf(place),
            Priority = (Priority)(place % 4),
            Urgency = place % 5 == 0 ? (Grade)(place % 3) : null,
            Impact = place % 11 == 0 ? (Grade)(place % 3) : null,
        });
        if (_random.NextDouble() > OpenShare)
        {
            TicketRules.SetStatus(edit, TicketStatuses.Of(TicketState.Closed), TicketState.Closed, null, agent);
        }

        return (edit, contact);
    }
}
