using Hub.Bench.Seeding;

namespace Hub.Bench.Scenarios;

public sealed class SearchScenario() : SeededScenario("search", "first page of hits over REST at 10,000 and 200,000 tickets of 5 messages, against raw FTS5")
{
    private const int Rare = 12_000;
    private const int Common = 3;
    private const int Middling = 200;

    protected override IEnumerable<Question> Questions(Words words)
    {
        foreach (var (who, token) in new[] { ("sees all", SeededStore.AdministratorToken), ("sees 1 of 50", SeededStore.OneQueueToken) })
        {
            // A blank after the last word says that it is whole.
            yield return Ask($"rare word, {who}", token, request => words[Rare + (request % 50)] + " ", request => $"\"{words[Rare + (request % 50)]}\"");
            yield return Ask($"common word, {who}", token, request => words[Common + (request % 5)] + " ", request => $"\"{words[Common + (request % 5)]}\"");
            yield return Ask($"two words, {who}", token, request => $"{words[Common + (request % 5)]} {words[Middling + (request % 50)]} ",
                request => $"\"{words[Common + (request % 5)]}\" AND \"{words[Middling + (request % 50)]}\"");
            yield return Ask($"three letters, {who}", token, request => words[Middling + (request % 50)][..3], request => $"\"{words[Middling + (request % 50)][..3]}\" *");
        }
    }

    /// <summary>The limit knows no rights: it is that of an agent who sees all.</summary>
    private static Question Ask(string name, string token, Func<int, string> typed, Func<int, string> match) => new(
        name, token, request => $"/api/v1/search?q={Uri.EscapeDataString(typed(request))}&limit=50",
        "SELECT e.id, e.group_id FROM search_words w JOIN search_entries e ON e.rowid = w.rowid WHERE search_words MATCH $p ORDER BY w.rowid DESC LIMIT 50",
        request => match(request));
}
