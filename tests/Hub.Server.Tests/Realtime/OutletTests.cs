using Hub.Server.Realtime;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Abstractions;
using System.Security.Claims;

namespace Hub.Server.Tests.Realtime;

public sealed class OutletTests
{
    [Fact]
    public async Task Events_wait_for_a_slow_connection_and_keep_their_order()
    {
        using var connection = new Connection();
        var client = new SlowClient();
        var outlet = new Outlet(client, connection, mostWaiting: 10, NullLogger.Instance);
        for (var i = 0; i < 10; i++)
        {
            outlet.Post("entry", i);
        }
        client.Sent.ShouldBe([0]);
        client.Open.SetResult();
        await client.UntilAsync(10);
        client.Sent.ShouldBe(Enumerable.Range(0, 10));
        connection.IsAborted.ShouldBeFalse();
    }

    [Fact]
    public void A_connection_that_does_not_keep_up_is_dropped_and_holds_nobody_up()
    {
        using var connection = new Connection();
        var outlet = new Outlet(new SlowClient(), connection, mostWaiting: 3, NullLogger.Instance);
        for (var i = 0; i < 4; i++)
        {
            outlet.Post("entry", i);
        }
        connection.IsAborted.ShouldBeFalse();
        outlet.Post("entry", 4);
        connection.IsAborted.ShouldBeTrue();
    }

    private sealed class SlowClient : ISingleClientProxy
    {
        private readonly SemaphoreSlim _sent = new(0);

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<int> Sent { get; } = [];

        public Task SendCoreAsync(string method, object?[] args, CancellationToken cancellationToken = default)
        {
            Sent.Add((int)args[0]!);
            _sent.Release();
            return Open.Task;
        }

        public Task<T> InvokeCoreAsync<T>(string method, object?[] args, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public async Task UntilAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                (await _sent.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBeTrue();
            }
        }
    }

    private sealed class Connection : HubCallerContext, IDisposable
    {
        private readonly CancellationTokenSource _aborted = new();

        public bool IsAborted => _aborted.IsCancellationRequested;

        public override string ConnectionId => "c1";

        public override string? UserIdentifier => null;

        public override ClaimsPrincipal? User => null;

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override CancellationToken ConnectionAborted => _aborted.Token;

        public override void Abort() => _aborted.Cancel();

        public void Dispose() => _aborted.Dispose();
    }
}
