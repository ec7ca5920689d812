using Hub.Coordination.Redis;
using Hub.Coordination.Tests.Servers;
using Hub.Core.Ports;

namespace Hub.Coordination.Tests.Locks;

public abstract class LockContract(CoordinationServer server) : CoordinationContract(server)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private RedisTicketLocks Locks => new(Connection, Clock);

    [Fact]
    public async Task A_lock_nobody_renewed_has_lapsed() =>
        (await Locks.LookAsync(Ticket, 1, Ct)).ShouldBe(LockLease.Lapsed);

    [Fact]
    public async Task A_lock_is_held_until_its_lease_ends()
    {
        (await Locks.RenewAsync(Ticket, 1, Lease, Ct)).ShouldBeTrue();
        Clock.Advance(Lease - TimeSpan.FromMilliseconds(1));
        (await Locks.LookAsync(Ticket, 1, Ct)).ShouldBe(LockLease.Held);

        Clock.Advance(TimeSpan.FromMilliseconds(1));

        (await Locks.LookAsync(Ticket, 1, Ct)).ShouldBe(LockLease.Lapsed);
    }

    [Fact]
    public async Task The_holder_renews_even_after_its_lease_ended()
    {
        await Locks.RenewAsync(Ticket, 1, Lease, Ct);
        Clock.Advance(Lease * 2);

        (await Locks.RenewAsync(Ticket, 1, Lease, Ct)).ShouldBeTrue();
        (await Locks.LookAsync(Ticket, 1, Ct)).ShouldBe(LockLease.Held);
    }

    [Fact]
    public async Task A_higher_number_takes_over_and_the_old_one_is_refused_for_good()
    {
        await Locks.RenewAsync(Ticket, 1, Lease, Ct);
        (await Locks.RenewAsync(Ticket, 2, Lease, Ct)).ShouldBeTrue();

        (await Locks.RenewAsync(Ticket, 1, Lease, Ct)).ShouldBeFalse();
        (await Locks.LookAsync(Ticket, 1, Ct)).ShouldBe(LockLease.Lapsed);
        (await Locks.LookAsync(Ticket, 2, Ct)).ShouldBe(LockLease.Held);

        Clock.Advance(Lease * 2);
        (await Locks.RenewAsync(Ticket, 1, Lease, Ct)).ShouldBeFalse("the newer lock ran out, which does not bring the older one back");
    }

    [Fact]
    public async Task An_ended_lock_has_lapsed_and_older_numbers_stay_refused()
    {
        await Locks.RenewAsync(Ticket, 7, Lease, Ct);
        await Locks.EndAsync(Ticket, 7, Ct);

        (await Locks.LookAsync(Ticket, 7, Ct)).ShouldBe(LockLease.Lapsed);
        (await Locks.RenewAsync(Ticket, 6, Lease, Ct)).ShouldBeFalse();
        (await Locks.RenewAsync(Ticket, 8, Lease, Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task Ending_with_a_number_that_does_not_hold_changes_nothing()
    {
        await Locks.RenewAsync(Ticket, 2, Lease, Ct);

        await Locks.EndAsync(Ticket, 1, Ct);
        await Locks.EndAsync(Ticket, 3, Ct);

        (await Locks.LookAsync(Ticket, 2, Ct)).ShouldBe(LockLease.Held);
        (await Locks.RenewAsync(Ticket, 2, Lease, Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task Locks_of_two_tickets_do_not_touch()
    {
        var other = new TicketId("tkt_2");
        await Locks.RenewAsync(Ticket, 9, Lease, Ct);

        (await Locks.RenewAsync(other, 1, Lease, Ct)).ShouldBeTrue();
        await Locks.EndAsync(Ticket, 9, Ct);

        (await Locks.LookAsync(other, 1, Ct)).ShouldBe(LockLease.Held);
    }

    [Fact]
    public async Task A_much_taken_over_lock_stays_one_small_entry()
    {
        for (var token = 1; token <= 50; token++)
        {
            await Locks.RenewAsync(Ticket, token, Lease, Ct);
        }

        var entries = await Connection.Multiplexer.GetDatabase().HashGetAllAsync(Connection.Key($"lock:{{{Ticket}}}"));
        entries.Length.ShouldBe(1);
    }
}

public sealed class GarnetLocks(GarnetInProcess server) : LockContract(server), IClassFixture<GarnetInProcess>;

public sealed class RedisServerLocks(RedisProcess server) : LockContract(server), IClassFixture<RedisProcess>;

public sealed class RedisClusterLocks(RedisCluster server) : LockContract(server), IClassFixture<RedisCluster>;
