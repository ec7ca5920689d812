using System.Buffers;

namespace Hub.Bench.Clients;

/// <summary>Bytes as they arrive, taken out record by record.</summary>
public sealed class RecordBuffer : IDisposable
{
    private const int Smallest = 4096;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Smallest);
    private int _start;
    private int _end;

    /// <summary>Where the next bytes go; never empty. What was taken before is no longer valid after this.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (_start > 0)
            {
                _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
                (_start, _end) = (0, _end - _start);
            }

            if (_end == _bytes.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
                _bytes.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(_bytes);
                _bytes = larger;
            }

            return _bytes.AsMemory(_end);
        }
    }

    public void Filled(int count) => _end += count;

    /// <summary>Takes the next whole record, without its separator.</summary>
    public bool TryTake(byte separator, out ReadOnlyMemory<byte> record)
    {
        var length = _bytes.AsSpan(_start, _end - _start).IndexOf(separator);
        record = length < 0 ? default : _bytes.AsMemory(_start, length);
        _start += length + 1;
        return length >= 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
