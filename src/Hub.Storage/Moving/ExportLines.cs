using System.IO.Compression;
using System.Text.Json;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Storage.Moving;

/// <summary>Payload under construction: lines of JSON, compressed with gzip.</summary>
internal sealed class ExportLines : IDisposable
{
    private const int MostLines = 200;
    private const int MostBytes = 1024 * 1024;
    private readonly MemoryStream _packed = new();
    private readonly GZipStream _gzip;
    private int _bytes;

    public ExportLines() => _gzip = new GZipStream(_packed, CompressionLevel.Fastest, leaveOpen: true);

    public int Count { get; private set; }

    public bool IsFull => Count >= MostLines || _bytes >= MostBytes;

    public void Add<T>(T line)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(line, HubJson.Options);
        _gzip.Write(json);
        _gzip.WriteByte((byte)'\n');
        _bytes += json.Length;
        Count++;
    }

    /// <summary>The payload; nothing can be added afterwards.</summary>
    public byte[] Close()
    {
        _gzip.Dispose();
        return _packed.ToArray();
    }

    public void Dispose()
    {
        _gzip.Dispose();
        _packed.Dispose();
    }

    public static IEnumerable<T> Read<T>(byte[] payload)
    {
        using var lines = new StreamReader(new GZipStream(new MemoryStream(payload, writable: false), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            yield return JsonSerializer.Deserialize<T>(line, HubJson.Options)!;
        }
    }
}

/// <summary>A document in an export.</summary>
/// <param name="Kind">Name of its kind, the same in all lines of a frame.</param>
/// <param name="V">Its version.</param>
/// <param name="Doc">Its JSON, secrets sealed under the passphrase or left out.</param>
internal sealed record DocumentLine<TDocument>(string Kind, long V, TDocument Doc);

/// <summary>A unique key in an export.</summary>
internal sealed record ClaimLine(string Scope, string Value, string Kind, string Holder)
{
    public static ClaimLine Of(StoredClaim claim) => new(claim.Key.Scope, claim.Key.Value, claim.Holder.Kind, claim.Holder.Key);

    public StoredClaim ToClaim() => new(new UniqueKey(Scope, Value), new DocRef(Kind, Holder));
}
