using Hub.Core.Storage;
using Hub.Storage.Blobs;
using Hub.Storage.Sqlite.Connections;
using Microsoft.Data.Sqlite;

namespace Hub.Storage.Backup;

/// <summary>Copies a data folder while the store runs.</summary>
/// <remarks>The database first, as one snapshot; blob files afterwards, so that every file a row of the snapshot names is there.
/// Blob files never change, so a second name for the same bytes is a copy where the file system offers that. The mark of
/// completeness comes last: a folder without it is refused by <see cref="StoreRestore"/>.</remarks>
public static class StoreBackup
{
    internal const string CompleteMark = "backup.complete";

    /// <summary>Writes a backup into an empty or missing folder.</summary>
    /// <exception cref="BackupException">The target is not empty.</exception>
    /// <exception cref="StoreUnavailableException">The source cannot be read or the target not be written.</exception>
    /// <exception cref="StoreFullException">No space left at the target.</exception>
    public static Task<BackupReport> BackUpAsync(DataFolder source, string target, CancellationToken ct) =>
        // Copies block from beginning to end, so they get a thread of their own.
        Task.Factory.StartNew(() => BackUp(source, Path.GetFullPath(target), ct), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static BackupReport BackUp(DataFolder source, string target, CancellationToken ct)
    {
        try
        {
            BackupFolder.RequireEmpty(target);
            CopyDatabase(source.Database, DataFolder.DatabaseIn(target));
            var blobs = CopyBlobs(source.Blobs, target, ct);
            BackupFolder.CopyKeys(source.Root, target);
            BackupFolder.WriteMark(Path.Combine(target, CompleteMark));
            return new BackupReport(new FileInfo(DataFolder.DatabaseIn(target)).Length, blobs);
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.ToException(fault);
        }
        catch (IOException fault)
        {
            throw SqliteFaults.ToException(fault);
        }
    }

    private static void CopyDatabase(string from, string to)
    {
        using (var source = SqliteSession.OpenReader(from))
        using (var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString()))
        {
            target.Open();
            // One step: writers go on in the log meanwhile, and the copy is what was committed at its beginning.
            source.Connection.BackupDatabase(target);
        }
        DiskSync.File(to);
    }

    private static int CopyBlobs(string blobs, string target, CancellationToken ct)
    {
        var (from, to) = (new BlobFolder(blobs), new BlobFolder(DataFolder.BlobsIn(target)));
        Directory.CreateDirectory(DataFolder.BlobsIn(target));
        using var snapshot = SqliteSession.OpenReader(DataFolder.DatabaseIn(target));
        var files = snapshot.Prepare("SELECT id FROM blobs WHERE data IS NULL");
        var count = 0;
        while (files.Step())
        {
            ct.ThrowIfCancellationRequested();
            from.CopyTo(to, files.Text(0));
            count++;
        }
        to.SyncFolders();
        return count;
    }
}

/// <summary>What a backup holds.</summary>
/// <param name="DatabaseBytes">Size of the database.</param>
/// <param name="BlobFiles">Blobs that are files; small ones are in the database.</param>
public sealed record BackupReport(long DatabaseBytes, int BlobFiles);

/// <summary>A backup or restore that was not begun; the message says why and what to do.</summary>
public sealed class BackupException(string message) : Exception(message);
