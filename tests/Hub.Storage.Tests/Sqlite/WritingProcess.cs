using System.Diagnostics;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Storage.Sqlite;
using Hub.Storage.Tests.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>A process that commits without end and says on its output what was acknowledged, one line for each commit.</summary>
internal static class WritingProcess
{
    public const string Verb = "write-without-end";

    public static string FolderOf(string name) => Directory.CreateTempSubdirectory($"hub-{name}-").FullName;

    public static Process Start(string folder, int writers, params string[] before)
    {
        // The program beside this assembly, which is not always what runs it.
        string[] command = [.. before, Path.ChangeExtension(typeof(WritingProcess).Assembly.Location, null), Verb, folder, $"{writers}"];
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
    }

    public static async Task<int> RunAsync(string folder, int writers)
    {
        await using var store = await SqliteHubStore.OpenAsync(new SqliteOptions { DataDirectory = folder }, Catalogue.All, TimeProvider.System,
            NullLoggerFactory.Instance, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteAsync(store, writer))));
        return 0;
    }

    private static async Task WriteAsync(SqliteHubStore store, int writer)
    {
        var start = Sample.Ticket(DateTimeOffset.UtcNow) with { Number = $"{writer + 1}{Environment.ProcessId}" };
        await store.CommitAsync(new ChangeSet().Insert(start), CancellationToken.None);
        while (await store.FindAsync(start.Id, CancellationToken.None) is { } ticket)
        {
            var seq = ticket.LastSeq + 1;
            var blob = await store.Blobs.StageAsync(new MemoryStream(new byte[seq % 7 == 0 ? 70_000 : 10]), 100_000, CancellationToken.None);
            var message = Sample.Message(ticket, seq, $"text {seq}") with { RawBlob = blob.Id };
            var next = ticket with
            {
                LastSeq = seq,
                LastRev = seq,
                LastPublicSeq = seq,
                LastPublicRev = seq,
                PublicTail = [new PublicTail(seq, message.Author)],
            };
            await store.CommitAsync(new ChangeSet().Replace(ticket, next).Insert(message).Keep(blob)
                .MakeSearchable(new IndexRequest.Entry(message.ToRef(), ticket.ToRef(), ["quesales"])), CancellationToken.None);
            Console.WriteLine($"acknowledged {message.Id} {blob.Id}");
        }
    }
}
