using System.Text.Json;
using Hub.Core.Storage;

namespace Hub.Storage.Moving;

/// <summary>An export that was read through once: nothing in it is missing or changed.</summary>
internal sealed class ExportFile : IAsyncDisposable
{
    private const int BufferBytes = 1024 * 1024;
    private readonly FileStream _file;

    private ExportFile(FileStream file, ExportHeader header, ExportTotals totals, string digest, FramePlace start)
    {
        _file = file;
        Header = header;
        Totals = totals;
        Digest = digest;
        Start = start;
    }

    public ExportHeader Header { get; }

    public ExportTotals Totals { get; }

    /// <summary>Names the content, whatever the file is called.</summary>
    public string Digest { get; }

    /// <summary>Behind the header.</summary>
    public FramePlace Start { get; }

    /// <summary>To whom a secret is bound.</summary>
    public static string OwnerOf(DocumentKind kind, Document document) => $"{kind.Name}/{document.Key}";

    /// <exception cref="MoveRefusedException">It does not exist, is no export, or is damaged.</exception>
    public static async Task<ExportFile> OpenAsync(string path, CancellationToken ct)
    {
        if (!File.Exists(path))
        {
            throw new MoveRefusedException($"There is no file '{path}'.");
        }
        var file = Open(path);
        try
        {
            return await ReadAsync(file, ct).ConfigureAwait(false);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Frames from a place on.</summary>
    public FrameReader ReadFrom(FramePlace place)
    {
        var reader = new FrameReader(_file);
        reader.GoTo(place);
        return reader;
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new MoveRefusedException($"'{path}' cannot be read: {fault.Message}");
        }
    }

    private static async Task<ExportFile> ReadAsync(FileStream file, CancellationToken ct)
    {
        var reader = new FrameReader(file);
        await reader.BeginAsync(ct).ConfigureAwait(false);
        var first = await reader.ReadAsync(ct).ConfigureAwait(false);
        if (first.Kind != FrameKind.Header)
        {
            throw new MoveRefusedException("The export is damaged: it does not begin with its header.");
        }
        var start = reader.Place;
        while (true)
        {
            var frame = await reader.ReadAsync(ct).ConfigureAwait(false);
            if (frame.Kind == FrameKind.End)
            {
                return new ExportFile(
                    file, Read<ExportHeader>(first.Payload), Read<ExportTotals>(frame.Payload), reader.Place.Digest, start);
            }
        }
    }

    private static T Read<T>(byte[] json) => JsonSerializer.Deserialize<T>(json, HubJson.Options)!;
}
