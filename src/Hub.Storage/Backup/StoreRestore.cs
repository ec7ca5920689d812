using Hub.Core.Storage;
using Hub.Storage.Blobs;
using Hub.Storage.Sqlite.Connections;

namespace Hub.Storage.Backup;

/// <summary>Makes a data folder from a backup.</summary>
public static class StoreRestore
{
    /// <summary>Restores into an empty or missing folder; the backup stays as it is. The database gets its name last, so a restore
    /// that was cut short leaves no folder that looks whole.</summary>
    /// <exception cref="BackupException">The backup is not complete or damaged, or the target is not empty.</exception>
    /// <exception cref="StoreUnavailableException">The backup cannot be read or the target not be written.</exception>
    /// <exception cref="StoreFullException">No space left at the target.</exception>
    public static Task RestoreAsync(string backup, string target, CancellationToken ct) =>
        Task.Factory.StartNew(() => Restore(Path.GetFullPath(backup), Path.GetFullPath(target), ct), ct, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    private static void Restore(string backup, string target, CancellationToken ct)
    {
        if (!File.Exists(Path.Combine(backup, StoreBackup.CompleteMark)))
        {
            throw new BackupException($"'{backup}' holds no complete backup.");
        }
        try
        {
            BackupFolder.RequireEmpty(target);
            var database = DataFolder.DatabaseIn(target);
            var unfinished = database + ".restoring";
            File.Copy(DataFolder.DatabaseIn(backup), unfinished);
            DiskSync.File(unfinished);
            CopyBlobs(backup, target, unfinished, ct);
            BackupFolder.CopyKeys(backup, target);
            File.Move(unfinished, database);
            DiskSync.Folder(target);
        }
        catch (IOException fault)
        {
            throw SqliteFaults.ToException(fault);
        }
    }

    private static void CopyBlobs(string backup, string target, string database, CancellationToken ct)
    {
        var (from, to) = (new BlobFolder(DataFolder.BlobsIn(backup)), new BlobFolder(DataFolder.BlobsIn(target)));
        Directory.CreateDirectory(DataFolder.BlobsIn(target));
        using (var session = SqliteSession.OpenReader(database))
        {
            if (session.Prepare("PRAGMA quick_check(1)").First(static row => row.Text(0)) is not "ok" and var damage)
            {
                throw new BackupException($"The database in '{backup}' is damaged: {damage}");
            }
            var files = session.Prepare("SELECT id, size FROM blobs WHERE data IS NULL");
            while (files.Step())
            {
                ct.ThrowIfCancellationRequested();
                var (id, size) = (files.Text(0), files.Int64(1));
                if (!from.Exists(id) || new FileInfo(from.PathOf(id)).Length != size)
                {
                    throw new BackupException($"The backup '{backup}' lacks blob '{id}' or holds it cut short.");
                }
                from.CopyTo(to, id);
            }
        }
        to.SyncFolders();
    }
}
