using System.Net;
using Hub.Server.Operation;
using Hub.Server.Realtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Server.Tests.Realtime;

public sealed class AdmissionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task More_connections_at_once_than_can_begin_are_told_when_to_come_again()
    {
        await using var hub = new LiveHub();
        await hub.InitializeAsync();
        var clock = new FakeTimeProvider();
        var admission = new Admission(hub.Services.GetRequiredService<Drain>(), new RealtimeLimits { HandshakeBurst = 2, HandshakesPerSecond = 4 }, clock);
        admission.Refuse().ShouldBeNull();
        admission.Refuse().ShouldBeNull();

        var refusal = admission.Refuse().ShouldNotBeNull();

        (refusal.Status, refusal.Code, refusal.RetryAfter).ShouldBe((503, "busy", TimeSpan.FromSeconds(0.25)));
        clock.Advance(TimeSpan.FromSeconds(0.25));
        admission.Refuse().ShouldBeNull();
    }

    [Fact]
    public async Task While_too_many_sessions_start_no_connection_begins()
    {
        await using var hub = new LiveHub();
        await hub.InitializeAsync();
        var admission = new Admission(hub.Services.GetRequiredService<Drain>(), new RealtimeLimits { StartsAtOnce = 2 }, new FakeTimeProvider());
        var first = admission.Start();
        admission.Refuse().ShouldBeNull();
        using var second = admission.Start();

        var refusal = admission.Refuse().ShouldNotBeNull();

        (refusal.Status, refusal.Code, refusal.RetryAfter).ShouldBe((503, "busy", TimeSpan.FromSeconds(1)));
        first.Dispose();
        admission.Refuse().ShouldBeNull();
    }

    [Fact]
    public async Task A_process_on_its_way_out_is_not_ready_takes_no_connection_and_serves_those_it_has()
    {
        await using var hub = new LiveHub();
        await hub.InitializeAsync();
        await using var visitor = await VisitorClient.StartAsync(hub);

        hub.Services.GetRequiredService<Drain>().Begin();

        using var http = hub.Http();
        foreach (var path in new[] { "/health/ready", "/hubs/visitor", "/hubs/agent" })
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Ct);
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        }
        (await visitor.SendAsync("Still here")).GetProperty("publicSeq").GetInt64().ShouldBe(1);
    }
}
