using Hub.Coordination.Redis;
using Hub.Coordination.Tests.Servers;
using Hub.Core.Ports;

namespace Hub.Coordination.Tests.RateLimits;

public abstract class RateLimitContract(CoordinationServer server) : CoordinationContract(server)
{
    private static readonly RateLimit ThreeAMinute = new(3, TimeSpan.FromMinutes(1));

    protected virtual IRateLimiter Limiter => new RedisRateLimiter(Connection, new LocalRateLimiter(Clock), Clock);

    [Fact]
    public async Task Uses_up_to_the_limit_pass_and_the_next_is_told_how_long_to_wait()
    {
        var limiter = Limiter;
        (await limiter.TakeAsync("k", ThreeAMinute, Ct)).ShouldBe(new RateVerdict(true, TimeSpan.Zero));
        Clock.Advance(TimeSpan.FromSeconds(10));
        (await limiter.TakeAsync("k", ThreeAMinute, Ct)).IsAllowed.ShouldBeTrue();
        (await limiter.TakeAsync("k", ThreeAMinute, Ct)).IsAllowed.ShouldBeTrue();

        (await limiter.TakeAsync("k", ThreeAMinute, Ct)).ShouldBe(new RateVerdict(false, TimeSpan.FromSeconds(50)));
        (await limiter.TakeAsync("other", ThreeAMinute, Ct)).IsAllowed.ShouldBeTrue();
    }

    [Fact]
    public async Task The_window_slides_and_refused_uses_do_not_count()
    {
        var limiter = Limiter;
        for (var use = 0; use < 3; use++)
        {
            await limiter.TakeAsync("k", ThreeAMinute, Ct);
            Clock.Advance(TimeSpan.FromSeconds(20));
        }

        (await limiter.TakeAsync("k", ThreeAMinute, Ct)).IsAllowed.ShouldBeTrue("the first use is a minute old");
        for (var refused = 0; refused < 10; refused++)
        {
            (await limiter.TakeAsync("k", ThreeAMinute, Ct)).ShouldBe(new RateVerdict(false, TimeSpan.FromSeconds(20)));
        }

        Clock.Advance(TimeSpan.FromSeconds(20));
        (await limiter.TakeAsync("k", ThreeAMinute, Ct)).IsAllowed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_use_given_back_does_not_count()
    {
        var limiter = Limiter;
        await limiter.GiveBackAsync("k", Ct);
        for (var use = 0; use < 10; use++)
        {
            (await limiter.TakeAsync("k", ThreeAMinute, Ct)).IsAllowed.ShouldBeTrue();
            await limiter.GiveBackAsync("k", Ct);
        }
    }

    [Fact]
    public async Task Racing_uses_pass_exactly_up_to_the_limit()
    {
        var limiter = Limiter;
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 200).Select(
            _ => limiter.TakeAsync("k", new RateLimit(50, TimeSpan.FromMinutes(1)), Ct).AsTask()));

        verdicts.Count(static verdict => verdict.IsAllowed).ShouldBe(50);
    }
}

public sealed class GarnetRateLimits(GarnetInProcess server) : RateLimitContract(server), IClassFixture<GarnetInProcess>;

public sealed class RedisServerRateLimits(RedisProcess server) : RateLimitContract(server), IClassFixture<RedisProcess>;

public sealed class RedisClusterRateLimits(RedisCluster server) : RateLimitContract(server), IClassFixture<RedisCluster>;

/// <summary>The limiter of a node alone keeps to the same contract.</summary>
public sealed class LocalRateLimits(GarnetInProcess server) : RateLimitContract(server), IClassFixture<GarnetInProcess>
{
    protected override IRateLimiter Limiter => new LocalRateLimiter(Clock);
}
