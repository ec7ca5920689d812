using Hub.Core.Storage;
using Hub.Storage.Sqlite.Connections;

namespace Hub.Storage.Blobs;

/// <summary>Rows of permanent blobs: the bytes of small ones, a mark for those that are files.</summary>
internal static class BlobRows
{
    public static void Insert(SqliteSession session, StagedBlob blob)
    {
        var insert = session.Prepare("INSERT INTO blobs(id, size, sha256, data) VALUES (?, ?, ?, ?) ON CONFLICT(id) DO NOTHING")
            .Bind(blob.Id).Bind(blob.Size).Bind(blob.Sha256);
        (blob.Inline is { } bytes ? insert.BindBlob(bytes.Span) : insert.BindNull()).Execute();
    }

    /// <summary>Null when there is no such blob.</summary>
    public static BlobRow? Find(SqliteSession session, string id) =>
        session.Prepare("SELECT data, size FROM blobs WHERE id = ?").Bind(id)
            .First(static row => new BlobRow(row.IsNull(0) ? null : row.Bytes(0).ToArray(), row.Int64(1)));

    public static bool Exists(SqliteSession session, string id) =>
        session.Prepare("SELECT 1 FROM blobs WHERE id = ?").Bind(id).First(static row => row.Int64(0)) == 1;
}

/// <summary>A permanent blob.</summary>
/// <param name="Data">The bytes, or null when they are a file.</param>
/// <param name="Size">Bytes.</param>
internal sealed record BlobRow(byte[]? Data, long Size);
