using System.Globalization;
using Hub.Core.Ports;

namespace Hub.Core.Tickets;

/// <summary>Hands out ticket numbers from blocks (hi-lo). Numbers are unique over nodes and restarts; a stop leaves a gap.</summary>
public sealed class TicketNumbers(ISequence sequence) : IDisposable
{
    private const int BlockSize = 32;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _next;
    private long _end;

    /// <summary>The next number: decimal digits.</summary>
    public async ValueTask<string> NextAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_next == _end)
            {
                _next = await sequence.NextBlockAsync("ticket-number", BlockSize, ct);
                _end = _next + BlockSize;
            }
            return (_next++).ToString(CultureInfo.InvariantCulture);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends handing out.</summary>
    public void Dispose() => _gate.Dispose();
}
