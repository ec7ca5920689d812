using Hub.Core.Storage;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Hub.Storage.Sqlite.Connections;

/// <summary>The one place where result codes become what callers can act on.</summary>
/// <remarks>Codes: https://www.sqlite.org/rescode.html</remarks>
internal static class SqliteFaults
{
    public static Exception ToException(int code, string message)
    {
        var text = $"SQLite answered {code}: {message}";
        return (code & 0xff) switch
        {
            SQLITE_BUSY or SQLITE_LOCKED or SQLITE_IOERR or SQLITE_CANTOPEN or SQLITE_READONLY or SQLITE_PROTOCOL
                or SQLITE_INTERRUPT or SQLITE_NOMEM or SQLITE_PERM => new StoreUnavailableException(text),
            SQLITE_CORRUPT or SQLITE_NOTADB => new StoreCorruptException(text),
            SQLITE_FULL => new StoreFullException(text),
            _ => new InvalidOperationException(text),
        };
    }

    public static Exception ToException(SqliteException fault) => ToException(fault.SqliteExtendedErrorCode, fault.Message);

    /// <summary>Faults of the file system, for blobs.</summary>
    public static Exception ToException(IOException fault) =>
        IsDiskFull(fault) ? new StoreFullException(fault.Message, fault) : new StoreUnavailableException(fault.Message, fault);

    // ENOSPC is 28 on Linux and macOS; ERROR_DISK_FULL is 112 and ERROR_HANDLE_DISK_FULL 39 on Windows.
    private static bool IsDiskFull(IOException fault) => OperatingSystem.IsWindows()
        ? (fault.HResult & 0xffff) is 112 or 39
        : fault.HResult == 28;
}
