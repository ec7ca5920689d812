using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Hub.Server.Tests.Realtime;

/// <summary>The official client with its events in one line, as JSON.</summary>
public sealed class HubClient : IAsyncDisposable
{
    private static readonly string[] Targets =
    [
        "entry", "typing", "availability", "ticket", "resync", "header", "row", "viewers", "lock", "presence", "notify", "gone",
    ];

    private readonly HubConnection _connection;
    private readonly Channel<(string Target, JsonElement Argument)> _events =
        Channel.CreateUnbounded<(string Target, JsonElement Argument)>();

    private HubClient(HubConnection connection)
    {
        _connection = connection;
        foreach (var target in Targets)
        {
            connection.On<JsonElement>(target, argument => _events.Writer.TryWrite((target, argument)));
        }
        connection.Closed += _ =>
        {
            Closed.TrySetResult();
            return Task.CompletedTask;
        };
    }

    public TaskCompletionSource Closed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<HubClient> ConnectAsync(
        Uri address, string? token = null, Action<HttpConnectionOptions>? configure = null, Action<IHubConnectionBuilder>? protocol = null)
    {
        var builder = new HubConnectionBuilder().WithUrl(address, options =>
        {
            options.SkipNegotiation = true;
            options.Transports = HttpTransportType.WebSockets;
            if (token is not null)
            {
                options.Headers["Authorization"] = $"Bearer {token}";
            }
            configure?.Invoke(options);
        });
        protocol?.Invoke(builder);
        var client = new HubClient(builder.Build());
        await client._connection.StartAsync(Ct);
        return client;
    }

    public Task<JsonElement> CallAsync(string call, object argument) => _connection.InvokeAsync<JsonElement>(call, argument, Ct);

    public Task TellAsync(string call, object argument) => _connection.InvokeAsync(call, argument, Ct);

    /// <summary>The code of the refusal that the call meets.</summary>
    public async Task<string> RefusalOfAsync(string call, object argument)
    {
        var refusal = await Should.ThrowAsync<HubException>(() => CallAsync(call, argument));
        const string mark = "HubException: ";
        var at = refusal.Message.IndexOf(mark, StringComparison.Ordinal);
        var own = at < 0 ? refusal.Message : refusal.Message[(at + mark.Length)..];
        return own[..own.IndexOf(':', StringComparison.Ordinal)];
    }

    /// <summary>The next event of the kind that satisfies the condition; others before it are passed over.</summary>
    public async Task<JsonElement> NextAsync(string target, Func<JsonElement, bool>? condition = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        var passed = new List<string>();
        try
        {
            while (true)
            {
                var (name, argument) = await _events.Reader.ReadAsync(limit.Token);
                if (name == target && condition?.Invoke(argument) != false)
                {
                    return argument;
                }
                passed.Add($"{name} {argument}");
            }
        }
        catch (OperationCanceledException) when (!Ct.IsCancellationRequested)
        {
            throw new TimeoutException($"No '{target}' came, but: {string.Join("; ", passed)}");
        }
    }

    /// <summary>The next event of any kind.</summary>
    public async Task<(string Target, JsonElement Argument)> ReadAsync(Func<string> what)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            return await _events.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!Ct.IsCancellationRequested)
        {
            throw new TimeoutException($"Nothing more came, {what()}");
        }
    }

    /// <summary>All events that have come, without waiting.</summary>
    public IReadOnlyList<(string Target, JsonElement Argument)> Drain()
    {
        var all = new List<(string, JsonElement)>();
        while (_events.Reader.TryRead(out var next))
        {
            all.Add(next);
        }
        return all;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
