using System.Text.RegularExpressions;
using Hub.Core.Storage;
using Hub.Storage.Checks;
using Hub.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Storage.Tests.Sqlite;

public sealed partial class DurabilityTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_acknowledgement_comes_after_a_sync_of_the_log()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is missing: apt-get install -y strace");
        var folder = WritingProcess.FolderOf("trace");
        var trace = Path.Combine(folder, "trace.txt");
        using var process = WritingProcess.Start(Path.Combine(folder, "data"), 1,
            "strace", "-f", "-y", "-s", "200", "-e", "trace=fsync,fdatasync,write", "-o", trace);
        await ReadAsync(process.StandardOutput, 25);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(Ct);

        var (answers, unsynced, unsyncedFiles) = Judge(await File.ReadAllLinesAsync(trace, Ct));

        answers.ShouldBeGreaterThanOrEqualTo(20);
        unsynced.ShouldBe(0);
        unsyncedFiles.ShouldBe(0);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(1, 40)]
    [InlineData(16, 400)]
    public async Task A_killed_process_has_lost_nothing_it_acknowledged(int writers, int acknowledgements)
    {
        var folder = WritingProcess.FolderOf("kill");
        var acknowledged = new List<(string Message, string Blob)>();
        for (var round = 0; round < 3; round++)
        {
            using var process = WritingProcess.Start(folder, writers);
            acknowledged.AddRange(await ReadAsync(process.StandardOutput, acknowledgements));
            process.Kill();
            // What was said before the end counts too.
            acknowledged.AddRange(await ReadAsync(process.StandardOutput, int.MaxValue));
            await process.WaitForExitAsync(Ct);
        }
        await using var store = await SqliteHubStore.OpenAsync(new SqliteOptions { DataDirectory = folder }, Catalogue.All, TimeProvider.System,
            NullLoggerFactory.Instance, Ct);

        foreach (var (message, blob) in acknowledged)
        {
            (await store.FindAsync(new MessageId(message), Ct)).ShouldNotBeNull().RawBlob.ShouldBe(blob);
        }
        await store.WhenSearchableAsync(Ct);
        var check = new StoreCheck(store, store.Inspection, store.Blobs, Catalogue.All, TimeProvider.System);
        (await check.RunAsync(Ct).ToListAsync(Ct)).ShouldBeEmpty();
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<List<(string, string)>> ReadAsync(StreamReader output, int count)
    {
        var lines = new List<(string, string)>();
        while (lines.Count < count && await output.ReadLineAsync(Ct) is { } line)
        {
            var words = line.Split(' ');
            if (words.Length == 3 && words[2].Length == 32)
            {
                lines.Add((words[1], words[2]));
            }
        }
        return lines;
    }

    /// <summary>Counts answers, answers without a finished sync of the log since the one before, and answers that name a blob file
    /// whose sync or whose folder's sync had not finished.</summary>
    private static (int Answers, int Unsynced, int UnsyncedFiles) Judge(IEnumerable<string> lines)
    {
        var (answers, unsynced, unsyncedFiles) = (0, 0, 0);
        var running = new Dictionary<string, string>();
        var synced = new HashSet<string>();
        var isLogSynced = false;
        foreach (var line in lines)
        {
            var thread = line.Split(' ')[0];
            if (SyncStart().Match(line) is { Success: true } start)
            {
                running[thread] = start.Groups["path"].Value;
            }
            if (line.EndsWith("= 0", StringComparison.Ordinal) && running.Remove(thread, out var path))
            {
                synced.Add(path);
                isLogSynced |= path.EndsWith("hub.db-wal", StringComparison.Ordinal);
            }
            if (Answer().Match(line) is { Success: true } answer)
            {
                answers++;
                unsynced += isLogSynced ? 0 : 1;
                isLogSynced = false;
                unsyncedFiles += IsStaged(answer.Groups["blob"].Value, synced) ? 0 : 1;
            }
        }
        return (answers, unsynced, unsyncedFiles);
    }

    /// <summary>A small blob has no file and shares the log's sync; of a file's two syncs both or none is seen.</summary>
    private static bool IsStaged(string blob, HashSet<string> synced) =>
        synced.Any(path => path.EndsWith(blob, StringComparison.Ordinal))
            == synced.Any(path => path.EndsWith($"/{blob[..2]}/{blob[2..4]}", StringComparison.Ordinal));

    [GeneratedRegex(@"(fsync|fdatasync)\(\d+<(?<path>[^>]*)>")]
    private static partial Regex SyncStart();

    [GeneratedRegex(@"write\(\d+<[^>]*>, ""acknowledged \S+ (?<blob>[0-9a-f]{32})\\n")]
    private static partial Regex Answer();
}
