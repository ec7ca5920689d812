using Hub.Server.Realtime;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Server.Tests.Realtime;

public sealed class TokenBucketTests
{
    [Fact]
    public void A_burst_is_taken_and_then_the_rate_counts()
    {
        var clock = new FakeTimeProvider();
        var bucket = new TokenBucket(burst: 3, perSecond: 2, clock);
        for (var i = 0; i < 3; i++)
        {
            bucket.Take().ShouldBeNull();
        }
        bucket.Take().ShouldBe(TimeSpan.FromSeconds(0.5));
        clock.Advance(TimeSpan.FromSeconds(0.5));
        bucket.Take().ShouldBeNull();
        bucket.Take().ShouldNotBeNull();
        clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 3; i++)
        {
            bucket.Take().ShouldBeNull();
        }
        bucket.Take().ShouldNotBeNull();
    }
}
