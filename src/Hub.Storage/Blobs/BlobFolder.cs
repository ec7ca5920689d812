using Hub.Core.Storage;
using Hub.Storage.Sqlite.Connections;

namespace Hub.Storage.Blobs;

/// <summary>Larger blobs as files, in folders by the first letters of a random id. A file never changes once it stands.</summary>
internal sealed class BlobFolder(string root)
{
    public string PathOf(string id) => Path.Combine(root, id[..2], id[2..4], id);

    public bool Exists(string id) => File.Exists(PathOf(id));

    /// <summary>Writes what was read already and the rest of the stream; the file and its place are on disk when this answers.</summary>
    /// <remarks>What a killed process left under the id is replaced.</remarks>
    public async ValueTask<StagedBlob> WriteAsync(string id, ReadOnlyMemory<byte> head, Stream rest, long limit, CancellationToken ct)
    {
        var path = PathOf(id);
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            CreateFolders(folder);
            var (size, hash) = await CopyAsync(path, head, rest, limit, ct).ConfigureAwait(false);
            DiskSync.Folder(folder);
            return new StagedBlob(id, size, hash, null);
        }
        catch (IOException fault) when (fault is not EndOfStreamException)
        {
            File.Delete(path);
            throw SqliteFaults.ToException(fault);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public Stream? Open(string id)
    {
        try
        {
            return new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024,
                FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Ids of the files last written before the instant.</summary>
    public IEnumerable<string> OlderThan(DateTimeOffset instant) => Directory.Exists(root)
        ? new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.LastWriteTimeUtc < instant.UtcDateTime).Select(static file => file.Name)
        : [];

    /// <summary>Gives the file a place in another folder too, sharing its bytes where the file system can.</summary>
    public void CopyTo(BlobFolder target, string id)
    {
        var path = target.PathOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!DiskSync.TryLink(PathOf(id), path))
        {
            File.Copy(PathOf(id), path);
            DiskSync.File(path);
        }
    }

    /// <summary>Makes the names of all files durable.</summary>
    public void SyncFolders()
    {
        foreach (var folder in Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories).Append(root))
        {
            DiskSync.Folder(folder);
        }
    }

    public void Delete(string id) => File.Delete(PathOf(id));

    private static async ValueTask<(long Size, string Hash)> CopyAsync(
        string path, ReadOnlyMemory<byte> head, Stream rest, long limit, CancellationToken ct)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
        await using (file.ConfigureAwait(false))
        {
            var copied = await HashingCopy.RunAsync(head, rest, file, limit, ct).ConfigureAwait(false);
            await Task.Run(() => file.Flush(flushToDisk: true), ct).ConfigureAwait(false);
            return copied;
        }
    }

    private void CreateFolders(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }
        Directory.CreateDirectory(folder);
        var parent = Path.GetDirectoryName(folder)!;
        DiskSync.Folder(parent);
        DiskSync.Folder(root);
    }
}
