namespace Hub.Storage.Moving;

/// <summary>Writes the frames of an export, one after the other.</summary>
internal sealed class FrameWriter(Stream file)
{
    private readonly byte[] _head = new byte[FrameChain.HeadBytes];
    private byte[] _digest = FrameChain.First;

    public async ValueTask BeginAsync(CancellationToken ct) => await file.WriteAsync(FrameChain.Mark.ToArray(), ct).ConfigureAwait(false);

    public async ValueTask WriteAsync(FrameKind kind, ReadOnlyMemory<byte> payload, CancellationToken ct)
    {
        FrameChain.WriteHead(_head, kind, payload.Length);
        _digest = FrameChain.Next(_digest, _head, payload.Span);
        await file.WriteAsync(_head, ct).ConfigureAwait(false);
        await file.WriteAsync(payload, ct).ConfigureAwait(false);
        await file.WriteAsync(_digest, ct).ConfigureAwait(false);
    }
}
