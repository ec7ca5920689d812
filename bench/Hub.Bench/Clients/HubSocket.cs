using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace Hub.Bench.Clients;

/// <summary>Told of an event: its target and the whole record. Runs on the receive loop; must not block.</summary>
public delegate void HubEventHandler(ReadOnlySpan<byte> target, ReadOnlySpan<byte> record);

/// <summary>A slim client of SignalR's JSON protocol over one WebSocket without negotiation. The official client would use more
/// processor time than the server under measurement.</summary>
public sealed class HubSocket : IAsyncDisposable
{
    private const byte Separator = 0x1e;
    private static readonly byte[] Handshake = [.. "{\"protocol\":\"json\",\"version\":1}"u8, Separator];
    private static readonly byte[] PingRecord = [.. "{\"type\":6}"u8, Separator];

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<byte[]>> _calls = new();
    private readonly TaskCompletionSource _shaken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HubEventHandler _onEvent;
    private Task _receiving = Task.CompletedTask;
    private long _lastId;

    private HubSocket(HubEventHandler onEvent) => _onEvent = onEvent;

    /// <summary>Completes when the connection has ended, for whatever reason.</summary>
    public Task Closed => _receiving;

    /// <exception cref="WebSocketException">The server refused or is not there.</exception>
    /// <exception cref="TurnedAwayException">The server lets nobody in at present (503).</exception>
    /// <exception cref="HubCallException">The server refused the protocol.</exception>
    public static async Task<HubSocket> ConnectAsync(
        Uri server, string path, string? bearer, HubEventHandler onEvent, CancellationToken ct)
    {
        var client = new HubSocket(onEvent);
        try
        {
            client._socket.Options.KeepAliveInterval = TimeSpan.Zero;
            client._socket.Options.CollectHttpResponseDetails = true;
            client._socket.Options.SetRequestHeader("Origin", server.GetLeftPart(UriPartial.Authority));
            if (bearer is not null)
            {
                client._socket.Options.SetRequestHeader("Authorization", $"Bearer {bearer}");
            }

            var address = new UriBuilder(new Uri(server, path)) { Scheme = server.Scheme == "https" ? "wss" : "ws" }.Uri;
            await client._socket.ConnectAsync(address, ct);
            await client._socket.SendAsync(Handshake.AsMemory(), WebSocketMessageType.Text, true, ct);
            client._receiving = client.ReceiveAsync();
            await client._shaken.Task.WaitAsync(ct);
            return client;
        }
        catch (WebSocketException) when (client._socket.HttpStatusCode == HttpStatusCode.ServiceUnavailable)
        {
            var hasRetryAfter = client._socket.HttpResponseHeaders?.ContainsKey("Retry-After") == true;
            await client.DisposeAsync();
            throw new TurnedAwayException(hasRetryAfter);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Calls a method with one argument, given as JSON; answers the whole completion record.</summary>
    /// <exception cref="HubCallException">The server answered with an error, or the connection ended first.</exception>
    public async Task<byte[]> InvokeAsync(string target, string argument, CancellationToken ct)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[id] = answer;
        try
        {
            await SendAsync($$"""{"type":1,"invocationId":"{{id}}","target":"{{target}}","arguments":[{{argument}}]}""", ct);
            if (_receiving.IsCompleted)
            {
                answer.TrySetException(new HubCallException("connection lost"));
            }

            return await answer.Task.WaitAsync(ct);
        }
        finally
        {
            _calls.TryRemove(id, out _);
        }
    }

    /// <summary>Tells the server that this end lives; due at least every 30 s of silence.</summary>
    public Task PingAsync(CancellationToken ct) => SendAsync(PingRecord, ct);

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _receiving;
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task SendAsync(string record, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(record.Length) + 1);
        var length = Encoding.UTF8.GetBytes(record, buffer);
        buffer[length] = Separator;
        try
        {
            await SendAsync(buffer.AsMemory(0, length + 1), ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await _sending.WaitAsync(ct);
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, true, ct);
        }
        catch (Exception fault) when (fault is WebSocketException or IOException or ObjectDisposedException)
        {
            throw new HubCallException("connection lost");
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAsync()
    {
        var records = new RecordBuffer();
        try
        {
            while (true)
            {
                var got = await _socket.ReceiveAsync(records.Free, CancellationToken.None);
                if (got.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                records.Filled(got.Count);
                while (records.TryTake(Separator, out var record))
                {
                    Handle(record.Span);
                }
            }
        }
        catch (Exception fault) when (fault is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // A lost connection ends the calls under way below; who waits for nothing need not hear of it.
        }
        finally
        {
            records.Dispose();
            var lost = new HubCallException("connection lost");
            _shaken.TrySetException(lost);
            foreach (var call in _calls.Values)
            {
                call.TrySetException(lost);
            }
        }
    }

    private void Handle(ReadOnlySpan<byte> record)
    {
        if (!_shaken.Task.IsCompleted)
        {
            if (record.IndexOf("\"error\""u8) >= 0)
            {
                _shaken.TrySetException(new HubCallException(Encoding.UTF8.GetString(record)));
            }

            _shaken.TrySetResult();
            return;
        }

        switch (HubRecord.TypeOf(record))
        {
            case HubRecord.Invocation:
                _onEvent(HubRecord.TargetOf(record), record);
                break;
            case HubRecord.Completion when _calls.TryGetValue(HubRecord.IdOf(record), out var call):
                if (HubRecord.IsError(record))
                {
                    call.TrySetException(new HubCallException(Encoding.UTF8.GetString(record)));
                }
                else
                {
                    call.TrySetResult(record.ToArray());
                }

                break;
        }
    }
}

/// <summary>A call that was refused, or whose fate is unknown because the connection ended.</summary>
public class HubCallException(string message) : Exception(message);

/// <summary>The server lets nobody in at present.</summary>
/// <param name="hasRetryAfter">Whether it says when to come again.</param>
public sealed class TurnedAwayException(bool hasRetryAfter) : HubCallException("turned away")
{
    public bool HasRetryAfter => hasRetryAfter;
}
