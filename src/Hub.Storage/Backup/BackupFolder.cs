using Hub.Storage.Blobs;

namespace Hub.Storage.Backup;

/// <summary>What backup and restore do alike.</summary>
internal static class BackupFolder
{
    public static void RequireEmpty(string path)
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new BackupException($"The folder '{path}' is not empty; name a new one.");
        }
        Directory.CreateDirectory(path);
    }

    /// <summary>The keys that seal secrets: without them mailbox passwords could not be read again.</summary>
    public static void CopyKeys(string from, string to)
    {
        if (!Directory.Exists(DataFolder.KeysIn(from)))
        {
            return;
        }
        var keys = Directory.CreateDirectory(DataFolder.KeysIn(to)).FullName;
        foreach (var key in Directory.EnumerateFiles(DataFolder.KeysIn(from)))
        {
            var copy = Path.Combine(keys, Path.GetFileName(key));
            File.Copy(key, copy);
            DiskSync.File(copy);
        }
        DiskSync.Folder(keys);
    }

    public static void WriteMark(string path)
    {
        File.WriteAllText(path, "");
        DiskSync.File(path);
        DiskSync.Folder(Path.GetDirectoryName(path)!);
    }
}
