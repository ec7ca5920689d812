using System.Globalization;

namespace Hub.Storage;

/// <summary>The folder that holds everything the embedded default keeps, locked against a second process while open.</summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Root = path;
        _lock = held;
    }

    /// <summary>Absolute path.</summary>
    public string Root { get; }

    /// <summary>The SQLite file.</summary>
    public string Database => DatabaseIn(Root);

    /// <summary>Folder of blobs that are files.</summary>
    public string Blobs => BlobsIn(Root);

    /// <summary>Folder of the keys that seal secrets; not made here.</summary>
    public string Keys => KeysIn(Root);

    /// <summary>Makes the folder when missing and takes its lock.</summary>
    /// <exception cref="DataFolderInUseException">Another process holds it.</exception>
    public static DataFolder Open(string path)
    {
        var root = Path.GetFullPath(path);
        Directory.CreateDirectory(root);
        Directory.CreateDirectory(BlobsIn(root));
        try
        {
            var held = new FileStream(Path.Combine(root, "hub.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // Beside the lock, which nobody else can open while it is held.
            File.WriteAllText(HolderIn(root), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolder(root, held);
        }
        catch (IOException fault)
        {
            throw new DataFolderInUseException(root, HolderOf(root), fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    internal static string DatabaseIn(string root) => Path.Combine(root, "hub.db");

    internal static string BlobsIn(string root) => Path.Combine(root, "blobs");

    internal static string KeysIn(string root) => Path.Combine(root, "keys");

    private static string HolderIn(string root) => Path.Combine(root, "hub.pid");

    private static string? HolderOf(string root) => File.Exists(HolderIn(root)) ? File.ReadAllText(HolderIn(root)) : null;
}

/// <summary>Two processes on one SQLite folder would not see each other's commits in time; the second one must not start.</summary>
public sealed class DataFolderInUseException(string path, string? holder, Exception inner) : Exception(
    $"The data folder '{path}' is in use by another Hub process{(holder is null ? "" : $" (process {holder})")}. Stop it, or set Hub__DataDirectory to another folder.",
    inner);
