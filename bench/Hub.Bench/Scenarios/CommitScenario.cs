using Hub.Bench.Commits;
using Hub.Bench.Figures;
using Hub.Bench.Seeding;
using Hub.Core.Tickets;
using Microsoft.Data.Sqlite;

namespace Hub.Bench.Scenarios;

public sealed class CommitScenario() : Scenario("commit", "messages stored and searchable a second, against the same rows by raw Microsoft.Data.Sqlite in the same group sizes")
{
    private const int WarmUp = 200;

    public override async Task RunAsync(BenchOptions options, FigureWriter figures, CancellationToken ct)
    {
        foreach (var (callers, messages) in new[] { (1, 1000), (10, 8000), (100, 40_000) })
        {
            var count = options.IsSmall ? messages / 10 : messages;
            var folder = NewFolder();
            try
            {
                await MeasureAsync(figures, folder, callers, count, options.Seed, ct);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private async Task MeasureAsync(FigureWriter figures, string folder, int callers, int count, int seed, CancellationToken ct)
    {
        var data = Path.Combine(folder, "data");
        var copy = Path.Combine(folder, "copy.db");
        string database;
        IReadOnlyList<Message> messages;
        TimeSpan elapsed;
        await using (var store = await BenchStore.OpenAsync(data, ct))
        {
            database = store.Store.Folder.Database;
            var load = new CommitLoad(store, seed);
            await load.PrepareAsync(callers, ct);
            await load.RunAsync(callers, WarmUp, ct);
            Copy(database, copy);
            (elapsed, messages) = await load.RunAsync(callers, count, ct);
        }

        var raw = Replay(database, copy, messages, callers);
        figures.Write(new Figure(Name, $"messages, {callers} callers", count / elapsed.TotalSeconds, "1/s", count / raw.TotalSeconds, count));
    }

    /// <summary>A consistent copy while the store is open.</summary>
    private static void Copy(string database, string copy)
    {
        using var source = Open(database);
        using var command = source.CreateCommand();
        command.CommandText = "VACUUM INTO $copy";
        command.Parameters.AddWithValue("$copy", copy);
        command.ExecuteNonQuery();
    }

    private static TimeSpan Replay(string database, string copy, IReadOnlyList<Message> messages, int groupSize)
    {
        using var source = Open(database);
        var (rows, columns) = RawRows.Read(source, messages);
        using var replay = new RawReplay(copy, columns);
        return replay.Run(rows, groupSize);
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}
