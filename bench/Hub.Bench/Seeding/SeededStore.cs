using System.Globalization;
using Hub.Core.Agents;
using Hub.Core.Contacts;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Bench.Seeding;

/// <summary>A data folder with many tickets in a tree of 50 queues, kept between runs, and three agents: one who sees all, one who
/// sees 1 of the queues, one who sees 2.</summary>
/// <param name="Folder">The data folder.</param>
/// <param name="Tickets">How many tickets are in it.</param>
public sealed record SeededStore(string Folder, int Tickets)
{
    public const int Queues = 50;
    public const string AdministratorToken = "bench-seeded-administrator-token";
    public const string OneQueueToken = "bench-seeded-one-queue-token";
    public const string TwoQueuesToken = "bench-seeded-two-queues-token";

    private const string DoneMark = "seeded";
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Opens the kept folder, or makes it; the latter takes minutes at full size.</summary>
    public static async Task<SeededStore> PrepareAsync(BenchOptions options, int tickets, CancellationToken ct)
    {
        var folder = Path.Combine(options.Cache, string.Create(CultureInfo.InvariantCulture, $"store-{tickets}-{options.Seed}-{Shape()}"));
        if (!File.Exists(Path.Combine(folder, DoneMark)))
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Figures.FigureWriter.Remark($"seeding {tickets} tickets into {folder}");
            await FillAsync(folder, tickets, options.Seed, ct);
            await File.WriteAllTextAsync(Path.Combine(folder, DoneMark), "", ct);
        }

        return new SeededStore(folder, tickets);
    }

    private static async Task FillAsync(string folder, int tickets, int seed, CancellationToken ct)
    {
        await using var store = await BenchStore.OpenAsync(folder, ct);
        var queues = Enumerable.Range(0, Queues)
            .Select(static place => new Queue { Id = QueueId.New(Start), Name = $"Queue {place:00}", CreatedAt = Start }).ToList();
        for (var place = 5; place < Queues; place++)
        {
            // Five tops, then five below each of the first nine.
            queues[place] = queues[place] with { Parent = queues[(place / 5) - 1].Id };
        }
        var changes = new ChangeSet();
        queues.ForEach(queue => changes.Insert(queue));
        AddAgent(changes, "Administrator", AdministratorToken, queues: null);
        AddAgent(changes, "One queue", OneQueueToken, [queues[0].Id]);
        AddAgent(changes, "Two queues", TwoQueuesToken, [queues[0].Id, queues[1].Id]);
        await store.CommitAsync(changes, ct);
        await new TicketSeeder(store, queues, seed).RunAsync(tickets, Start, ct);
        await store.Store.WhenSearchableAsync(ct);
    }

    private static void AddAgent(ChangeSet changes, string name, string token, IReadOnlyList<QueueId>? queues)
    {
        var agent = new Core.Agents.Agent
        {
            Id = AgentId.New(Start),
            Name = name,
            Email = $"{name.Replace(' ', '.').ToLowerInvariant()}@bench.example",
            IsAdministrator = queues is null,
            Queues = queues,
            SecurityStamp = Guid.NewGuid().ToString("n"),
            CreatedAt = Start,
        };
        changes.Insert(agent);
        changes.Insert(new ApiToken
        {
            Id = DocId<ApiToken>.New(Start),
            Agent = agent.Id,
            Name = "bench",
            Hash = ApiToken.HashOf(token),
            CreatedAt = Start,
        });
    }

    /// <summary>Changes with what is indexed of the nouns written here, so that an older folder is not taken for a current one.</summary>
    private static string Shape()
    {
        DocumentKind[] written = [Ticket.Kind, Message.Kind, Contact.Kind, Queue.Kind, Core.Agents.Agent.Kind, ApiToken.Kind];
        var text = string.Join(';', written.Select(static kind =>
            $"{kind.Name}:{string.Join(',', kind.AllFields.Select(static field => field.Name))}:{kind.AllIndexes.Count}")) + TwoQueuesToken;
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..8];
    }
}
