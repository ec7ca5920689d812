namespace Hub.Storage.Moving;

/// <summary>Reads the frames of an export and checks each against the one before it. Not thread-safe.</summary>
internal sealed class FrameReader(Stream file)
{
    private readonly byte[] _head = new byte[FrameChain.HeadBytes];
    private readonly byte[] _stored = new byte[FrameChain.DigestBytes];
    private byte[] _digest = FrameChain.First;
    private long _position;

    /// <summary>Where the next frame begins.</summary>
    public FramePlace Place => new(_position, Convert.ToHexStringLower(_digest));

    /// <summary>Reads the first line.</summary>
    public async ValueTask BeginAsync(CancellationToken ct)
    {
        var mark = new byte[FrameChain.Mark.Length];
        var read = await file.ReadAtLeastAsync(mark, mark.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false);
        if (read < mark.Length || !FrameChain.Mark.SequenceEqual(mark))
        {
            throw new MoveRefusedException("The file is no export of Hub, or of a newer version.");
        }
        _position = mark.Length;
    }

    /// <summary>Goes on behind a frame that was read before.</summary>
    public void GoTo(FramePlace place)
    {
        file.Position = place.Position;
        _position = place.Position;
        _digest = Convert.FromHexString(place.Digest);
    }

    /// <exception cref="MoveRefusedException">The file ends here or was changed.</exception>
    public async ValueTask<Frame> ReadAsync(CancellationToken ct)
    {
        try
        {
            await file.ReadExactlyAsync(_head, ct).ConfigureAwait(false);
            var (kind, length) = FrameChain.ReadHead(_head);
            if (length is < 0 or > FrameChain.LargestPayload)
            {
                throw Damaged("was changed");
            }
            var payload = new byte[length];
            await file.ReadExactlyAsync(payload, ct).ConfigureAwait(false);
            await file.ReadExactlyAsync(_stored, ct).ConfigureAwait(false);
            _digest = FrameChain.Next(_digest, _head, payload);
            if (!_digest.AsSpan().SequenceEqual(_stored))
            {
                throw Damaged("was changed");
            }
            _position += _head.Length + length + _stored.Length;
            return new Frame(kind, payload);
        }
        catch (EndOfStreamException)
        {
            throw Damaged("ends too early");
        }
    }

    private MoveRefusedException Damaged(string how) => new($"The export is damaged: it {how} at byte {_position}.");
}

/// <summary>A place between two frames.</summary>
/// <param name="Position">Byte at which the next frame begins.</param>
/// <param name="Digest">Digest of the frame before, lower-case hex.</param>
internal readonly record struct FramePlace(long Position, string Digest);
