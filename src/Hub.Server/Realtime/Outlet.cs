using Microsoft.AspNetCore.SignalR;

namespace Hub.Server.Realtime;

/// <summary>Events to one connection, in order and without making the sender wait. A client that does not keep up is dropped: it
/// connects again and asks for what it missed.</summary>
internal sealed partial class Outlet(ISingleClientProxy client, HubCallerContext connection, int mostWaiting, ILogger log)
{
    private readonly Lock _gate = new();
    private Queue<(string Target, object Argument)>? _waiting;
    private bool _isBusy;

    public void Post(string target, object argument)
    {
        lock (_gate)
        {
            if (_isBusy)
            {
                _waiting ??= new Queue<(string, object)>();
                if (_waiting.Count >= mostWaiting)
                {
                    LogDropped(connection.ConnectionId);
                    connection.Abort();
                    return;
                }
                _waiting.Enqueue((target, argument));
                return;
            }
            _isBusy = true;
        }
        _ = RunAsync(target, argument);
    }

    private async Task RunAsync(string target, object argument)
    {
        try
        {
            while (true)
            {
                await client.SendAsync(target, argument, connection.ConnectionAborted);
                lock (_gate)
                {
                    if (_waiting is null || !_waiting.TryDequeue(out var next))
                    {
                        _isBusy = false;
                        return;
                    }
                    (target, argument) = next;
                }
            }
        }
        catch (OperationCanceledException)
        {
            LogGone(connection.ConnectionId);
        }
        catch (Exception fault)
        {
            // An event that cannot be written leaves this connection behind: it must begin anew, the others go on.
            LogNotSent(connection.ConnectionId, fault);
            connection.Abort();
        }
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "Connection {Connection} does not keep up and is dropped")]
    private partial void LogDropped(string connection);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Debug, Message = "Connection {Connection} ended while an event was sent")]
    private partial void LogGone(string connection);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Warning, Message = "An event to connection {Connection} could not be sent")]
    private partial void LogNotSent(string connection, Exception fault);
}
