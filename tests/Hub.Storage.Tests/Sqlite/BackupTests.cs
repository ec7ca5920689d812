using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Storage.Backup;
using Hub.Storage.Checks;
using Hub.Storage.Sqlite;
using Hub.Storage.Tests.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Storage.Tests.Sqlite;

public sealed class BackupTests : IAsyncLifetime
{
    private readonly string _place = Directory.CreateTempSubdirectory("hub-backup-").FullName;
    private SqliteUnderTest _engine = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Backup => Path.Combine(_place, "backup");

    private string Restored => Path.Combine(_place, "restored");

    public async ValueTask InitializeAsync() => _engine = await SqliteUnderTest.OpenAsync(refuseScans: true);

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        Directory.Delete(_place, recursive: true);
    }

    [Fact]
    public async Task A_backup_taken_while_writers_write_restores_to_a_sound_store()
    {
        var before = await CommitAsync(100_000);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var writing = Task.Run(() => WriteAsync(stop.Token), Ct);

        var report = await StoreBackup.BackUpAsync(_engine.Sqlite.Folder, Backup, Ct);
        await stop.CancelAsync();
        await writing;
        await StoreRestore.RestoreAsync(Backup, Restored, Ct);

        report.BlobFiles.ShouldBeGreaterThan(0);
        await using var store = await OpenAsync(Restored);
        var found = (await store.FindAsync(before.Id, Ct)).ShouldNotBeNull();
        await using var blob = (await store.Blobs.OpenAsync(found.RawBlob!, Ct)).ShouldNotBeNull();
        blob.Length.ShouldBe(100_000);
        var check = new StoreCheck(store, store.Inspection, store.Blobs, Catalogue.All, _engine.Clock);
        (await check.RunAsync(Ct).ToListAsync(Ct)).Where(finding => finding.Invariant == "blob").ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_that_seal_secrets_are_part_of_it()
    {
        Directory.CreateDirectory(_engine.Sqlite.Folder.Keys);
        await File.WriteAllTextAsync(Path.Combine(_engine.Sqlite.Folder.Keys, "key-1.xml"), "<key/>", Ct);

        await StoreBackup.BackUpAsync(_engine.Sqlite.Folder, Backup, Ct);
        await StoreRestore.RestoreAsync(Backup, Restored, Ct);

        (await File.ReadAllTextAsync(Path.Combine(Restored, "keys", "key-1.xml"), Ct)).ShouldBe("<key/>");
    }

    [Fact]
    public async Task Nothing_is_written_over()
    {
        await StoreBackup.BackUpAsync(_engine.Sqlite.Folder, Backup, Ct);

        await Should.ThrowAsync<BackupException>(() => StoreBackup.BackUpAsync(_engine.Sqlite.Folder, Backup, Ct));
        await Should.ThrowAsync<BackupException>(() => StoreRestore.RestoreAsync(Backup, _engine.Directory, Ct));
    }

    [Fact]
    public async Task An_incomplete_backup_is_refused()
    {
        var message = await CommitAsync(100_000);
        await StoreBackup.BackUpAsync(_engine.Sqlite.Folder, Backup, Ct);
        File.Delete(Path.Combine(Backup, "blobs", message.RawBlob![..2], message.RawBlob[2..4], message.RawBlob));
        (await Should.ThrowAsync<BackupException>(() => StoreRestore.RestoreAsync(Backup, Restored, Ct))).Message.ShouldContain("lacks blob");
        File.Exists(Path.Combine(Restored, "hub.db")).ShouldBeFalse();

        File.Delete(Path.Combine(Backup, "backup.complete"));
        await Should.ThrowAsync<BackupException>(() => StoreRestore.RestoreAsync(Backup, Path.Combine(_place, "other"), Ct));
    }

    private async Task WriteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await CommitAsync(70_000);
        }
    }

    private async Task<Message> CommitAsync(int bytes)
    {
        var ticket = Sample.Ticket(StoreUnderTest.Start);
        var blob = await _engine.Blobs.StageAsync(new MemoryStream(new byte[bytes]), bytes, Ct);
        var message = Sample.Message(ticket, 1, "with a file") with { RawBlob = blob.Id };
        (await _engine.Store.CommitAsync(new ChangeSet().Insert(ticket).Insert(message).Keep(blob), Ct)).ShouldBe(CommitOutcome.Committed.Value);
        return message;
    }

    private static Task<SqliteHubStore> OpenAsync(string folder) => SqliteHubStore.OpenAsync(new SqliteOptions { DataDirectory = folder },
        Catalogue.All, TimeProvider.System, NullLoggerFactory.Instance, Ct);
}
