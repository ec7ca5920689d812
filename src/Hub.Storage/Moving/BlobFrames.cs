namespace Hub.Storage.Moving;

/// <summary>The bytes of one blob, read from the frames that follow its own.</summary>
internal sealed class BlobFrames(FrameReader frames, long size) : Stream
{
    private ReadOnlyMemory<byte> _open;
    private long _taken;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_open.IsEmpty && _taken < size)
        {
            _open = await NextAsync(cancellationToken).ConfigureAwait(false);
        }
        var read = Math.Min(buffer.Length, _open.Length);
        _open[..read].CopyTo(buffer);
        _open = _open[read..];
        return read;
    }

    /// <summary>Passes over what was not read.</summary>
    public async ValueTask SkipAsync(CancellationToken ct)
    {
        while (_taken < size)
        {
            await NextAsync(ct).ConfigureAwait(false);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask<byte[]> NextAsync(CancellationToken ct)
    {
        var frame = await frames.ReadAsync(ct).ConfigureAwait(false);
        if (frame.Kind != FrameKind.BlobBytes || frame.Payload.Length == 0 || frame.Payload.Length > size - _taken)
        {
            throw new MoveRefusedException("The export is damaged: a blob has not the size it says.");
        }
        _taken += frame.Payload.Length;
        return frame.Payload;
    }
}
