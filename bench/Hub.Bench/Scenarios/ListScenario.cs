using Hub.Bench.Seeding;

namespace Hub.Bench.Scenarios;

public sealed class ListScenario() : SeededScenario("list", "first page of a ticket list over REST at 10,000 and 200,000 tickets, against its rows by raw SQL")
{
    private const int Page = 50;

    protected override IEnumerable<Question> Questions(Words words)
    {
        yield return Ask("open, sees all", SeededStore.AdministratorToken, "view=open", "f_active = 1", "f_lastActivityAt");
        yield return Ask("all by creation, sees all", SeededStore.AdministratorToken, "view=all&sort=-createdAt", "1 = 1", "f_createdAt");
        yield return Ask("open, sees 1 of 50 queues", SeededStore.OneQueueToken, "view=open",
            "f_queue = (SELECT id FROM d_queue ORDER BY f_name LIMIT 1) AND f_active = 1", "f_lastActivityAt");
        yield return Ask("open, sees 2 of 50 queues", SeededStore.TwoQueuesToken, "view=open",
            "f_queue IN (SELECT id FROM d_queue WHERE f_name IN ('queue 00', 'queue 30')) AND f_active = 1", "f_lastActivityAt");
        yield return Ask("all, sees 1 of 50 queues", SeededStore.OneQueueToken, "view=all",
            "f_queue = (SELECT id FROM d_queue ORDER BY f_name LIMIT 1)", "f_lastActivityAt");
    }

    private static Question Ask(string name, string token, string query, string where, string sort) => new(
        name, token, _ => $"/api/v1/tickets?{query}&limit={Page}",
        $"SELECT id, v, doc FROM d_ticket WHERE {where} ORDER BY {sort} DESC, id DESC LIMIT $p", static _ => Page);
}
