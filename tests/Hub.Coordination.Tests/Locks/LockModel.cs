using Hub.Core.Ports;

namespace Hub.Coordination.Tests.Locks;

/// <summary>What the locks of one ticket must answer, written as plainly as possible.</summary>
internal sealed class LockModel
{
    private long _highest;
    private DateTimeOffset _endsAt;

    public bool Renew(long token, DateTimeOffset now, TimeSpan lease)
    {
        if (token < _highest)
        {
            return false;
        }

        (_highest, _endsAt) = (token, now + lease);
        return true;
    }

    public void End(long token)
    {
        if (token == _highest)
        {
            _endsAt = DateTimeOffset.MinValue;
        }
    }

    public LockLease Look(long token, DateTimeOffset now) =>
        token == _highest && _endsAt > now ? LockLease.Held : LockLease.Lapsed;
}
