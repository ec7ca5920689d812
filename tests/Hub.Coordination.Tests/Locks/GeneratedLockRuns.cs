using System.Collections.Concurrent;
using CsCheck;
using Hub.Coordination.Redis;
using Hub.Coordination.Tests.Servers;
using Hub.Core.Ports;

namespace Hub.Coordination.Tests.Locks;

public abstract class GeneratedLockRuns(CoordinationServer server) : CoordinationContract(server)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private enum Verb
    {
        Renew,
        End,
        Look,
        Wait,
    }

    [Fact]
    public async Task Any_sequence_answers_as_the_model_does()
    {
        var locks = new RedisTicketLocks(Connection, Clock);
        var step = Gen.Select(Gen.Enum<Verb>(), Gen.Long[1, 6], Gen.Int[1, 40]);
        var run = 0;
        await step.Array[1, 25].SampleAsync(
            async steps =>
            {
                var ticket = new TicketId($"tkt_{Interlocked.Increment(ref run)}");
                var model = new LockModel();
                foreach (var (verb, token, seconds) in steps)
                {
                    await ApplyAsync(verb, token, seconds, ticket, locks, model);
                }
            },
            iter: 150,
            threads: 1);
    }

    /// <summary>Nobody is told it holds a lock after somebody with a higher number was told so.</summary>
    [Fact]
    public async Task Racing_renewals_never_bring_an_older_number_back()
    {
        var first = new RedisTicketLocks(Connection, Clock);
        var second = new RedisTicketLocks(await OpenAsync(), Clock);
        for (var round = 0; round < 20; round++)
        {
            var ticket = new TicketId($"tkt_race{round}");
            var history = new ConcurrentBag<Renewal>();
            var order = 0L;
            await Task.WhenAll(Enumerable.Range(1, 8).Select(async token =>
            {
                for (var repeat = 0; repeat < 12; repeat++)
                {
                    var startedAt = Interlocked.Increment(ref order);
                    var held = await (token % 2 == 0 ? first : second).RenewAsync(ticket, token, Lease, Ct);
                    history.Add(new Renewal(token, held, startedAt, Interlocked.Increment(ref order)));
                }
            }));

            history.Where(static renewal => renewal.Token == 8).ShouldAllBe(static renewal => renewal.Held);
            foreach (var taken in history.Where(static renewal => renewal.Held))
            {
                history.Where(late => late.Token < taken.Token && late.StartedAt > taken.EndedAt).ShouldAllBe(static late => !late.Held);
            }

            var held = new List<long>();
            foreach (var token in Enumerable.Range(1, 8))
            {
                if (await first.LookAsync(ticket, token, Ct) == LockLease.Held)
                {
                    held.Add(token);
                }
            }

            held.ShouldBe([8L]);
        }
    }

    private async Task ApplyAsync(Verb verb, long token, int seconds, TicketId ticket, RedisTicketLocks locks, LockModel model)
    {
        switch (verb)
        {
            case Verb.Renew:
                (await locks.RenewAsync(ticket, token, Lease, Ct)).ShouldBe(model.Renew(token, Clock.GetUtcNow(), Lease));
                break;
            case Verb.End:
                model.End(token);
                await locks.EndAsync(ticket, token, Ct);
                break;
            case Verb.Look:
                (await locks.LookAsync(ticket, token, Ct)).ShouldBe(model.Look(token, Clock.GetUtcNow()));
                break;
            case Verb.Wait:
                Clock.Advance(TimeSpan.FromSeconds(seconds));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(verb));
        }
    }

    private sealed record Renewal(long Token, bool Held, long StartedAt, long EndedAt);
}

public sealed class GarnetLockRuns(GarnetInProcess server) : GeneratedLockRuns(server), IClassFixture<GarnetInProcess>;

public sealed class RedisServerLockRuns(RedisProcess server) : GeneratedLockRuns(server), IClassFixture<RedisProcess>;

public sealed class RedisClusterLockRuns(RedisCluster server) : GeneratedLockRuns(server), IClassFixture<RedisCluster>;
