using System.Security.Cryptography;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Storage.Tests.Contracts;
using Hub.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>A power cut at any byte of the log: what was acknowledged before is whole, what was not is not there at all.</summary>
public sealed class CrashPointTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_cut_anywhere_after_the_last_acknowledged_commit_opens_with_exactly_the_acknowledged()
    {
        await using var engine = await SqliteUnderTest.OpenAsync(refuseScans: true);
        var tickets = new List<Ticket>();
        for (var i = 0; i < 5; i++)
        {
            tickets.Add(await CommitAsync(engine));
        }
        var acknowledged = await UsedAsync(engine);
        var pending = await CommitAsync(engine);
        var whole = await UsedAsync(engine);
        whole.ShouldBeGreaterThan(acknowledged);
        var log = await ReadAsync($"{engine.Directory}/hub.db-wal");
        var random = new Random(7);

        foreach (var cut in Enumerable.Range(0, 25).Select(_ => random.Next((int)acknowledged, (int)whole)).Append((int)acknowledged).Append((int)whole))
        {
            foreach (var isTorn in new[] { false, true })
            {
                var left = log.AsSpan(0, cut).ToArray();
                var torn = isTorn ? [.. left, .. RandomNumberGenerator.GetBytes(4096)] : left;
                await using var copy = await OpenCopyAsync(engine.Directory, torn);

                foreach (var ticket in tickets)
                {
                    (await copy.FindAsync(ticket.Id, Ct)).ShouldNotBeNull($"cut at {cut}");
                    (await copy.ResolveAsync(Ticket.NumberKey(ticket.Number), Ct)).ShouldBe(ticket.ToRef());
                }
                var isThere = await copy.FindAsync(pending.Id, Ct) is not null;
                isThere.ShouldBe(cut == whole, $"cut at {cut} of {whole}");
                (await copy.ResolveAsync(Ticket.NumberKey(pending.Number), Ct) is not null).ShouldBe(isThere);
            }
        }
    }

    [Fact]
    public async Task Columns_half_filled_when_the_process_died_are_filled_at_the_next_start()
    {
        await using var engine = await SqliteUnderTest.OpenAsync(refuseScans: true);
        var tickets = new List<Ticket>();
        for (var i = 0; i < 30; i++)
        {
            tickets.Add(await CommitAsync(engine));
        }
        var half = await engine.CloseAndRunAsync(
            "UPDATE d_ticket SET f_queue = 0, f_state = 0 WHERE rid > 12",
            "UPDATE kinds SET filled_to = 12 WHERE name = 'ticket'");
        half.ShouldBeGreaterThan(0);

        await engine.OpenAgainAsync();

        (await engine.Store.CountAsync(Ticket.Fields.Queue.Is("que_sales").And(Ticket.Fields.State.Is("open")), 1000, Ct)).ShouldBe(tickets.Count);
    }

    [Fact]
    public async Task A_folder_of_a_newer_version_is_refused_with_a_readable_line()
    {
        await using var engine = await SqliteUnderTest.OpenAsync(refuseScans: true);
        await engine.CloseAndRunAsync("PRAGMA user_version = 99");

        (await Should.ThrowAsync<InvalidOperationException>(engine.OpenAgainAsync)).Message.ShouldContain("newer version");

        await engine.CloseAndRunAsync("PRAGMA user_version = 1");
        await engine.OpenAgainAsync();
    }

    private static async Task<Ticket> CommitAsync(SqliteUnderTest engine)
    {
        var ticket = Sample.Ticket(StoreUnderTest.Start);
        (await engine.Store.CommitAsync(new ChangeSet().Insert(ticket), Ct)).ShouldBe(CommitOutcome.Committed.Value);
        return ticket;
    }

    /// <summary>The log file may be longer than what was written since it began anew; here it never did.</summary>
    private static Task<long> UsedAsync(SqliteUnderTest engine) => Task.FromResult(new FileInfo($"{engine.Directory}/hub.db-wal").Length);

    private static async Task<SqliteHubStore> OpenCopyAsync(string folder, byte[] log)
    {
        var copy = Directory.CreateTempSubdirectory("hub-crash-").FullName;
        await File.WriteAllBytesAsync($"{copy}/hub.db", await ReadAsync($"{folder}/hub.db"), Ct);
        await File.WriteAllBytesAsync($"{copy}/hub.db-wal", log, Ct);
        return await SqliteHubStore.OpenAsync(new SqliteOptions { DataDirectory = copy }, Catalogue.All, TimeProvider.System, NullLoggerFactory.Instance, Ct);
    }

    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory, Ct);
        return memory.ToArray();
    }
}
