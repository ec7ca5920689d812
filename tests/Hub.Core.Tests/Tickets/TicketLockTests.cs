using Hub.Core.Ports;
using Hub.Core.Tickets;
using static Hub.Core.Tests.Tickets.Samples;

namespace Hub.Core.Tests.Tickets;

public sealed class TicketLockTests
{
    [Theory]
    [InlineData(LockLease.Held, 600, true)]
    [InlineData(LockLease.Lapsed, 1, true)]
    [InlineData(LockLease.Lapsed, 6, false)]
    [InlineData(LockLease.Unknown, 119, true)]
    [InlineData(LockLease.Unknown, 121, false)]
    public void A_lock_lives_by_its_lease_and_without_coordination_by_its_age(LockLease lease, int secondsLater, bool isAlive) =>
        new TicketLock(AnnaId, "Anna", 1, Noon).IsAlive(lease, Noon.AddSeconds(secondsLater)).ShouldBe(isAlive);
}
