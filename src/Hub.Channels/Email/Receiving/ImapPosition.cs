using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Work;
using MailKit;
using SearchQuery = MailKit.Search.SearchQuery;

namespace Hub.Channels.Email.Receiving;

/// <summary>How far a folder was fetched. Another folder, or another UIDVALIDITY (RFC 3501, 2.3.1.1), begins anew; what comes again is known by its content.</summary>
internal sealed class ImapPosition(IHubStore store)
{
    private MailboxPosition? _stored;
    private MailboxPosition? _current;

    /// <summary>Mails not fetched yet, lowest UID first.</summary>
    public async Task<List<UniqueId>> SearchAsync(IMailFolder folder, Inbox inbox, CancellationToken ct)
    {
        _stored ??= await store.FindAsync(MailboxPosition.IdOf(inbox.Id), ct);
        if (_stored is { } known && known.Folder == folder.FullName && known.UidValidity == folder.UidValidity)
        {
            _current = known;
        }
        else
        {
            _current = new MailboxPosition
            {
                Id = MailboxPosition.IdOf(inbox.Id),
                Folder = folder.FullName,
                UidValidity = folder.UidValidity,
                LastUid = 0,
                PastEnd = folder.UidNext is { Id: > 0 } next ? next.Id - 1 : uint.MaxValue,
            };
        }
        var (after, past) = (_current.LastUid, _current.PastEnd);
        SearchQuery query = SearchQuery.Uids(new UniqueIdRange(new UniqueId(after + 1), UniqueId.MaxValue));
        if (after < past)
        {
            var isOurs = SearchQuery.NotSeen.Or(SearchQuery.DeliveredAfter(inbox.CreatedAt.UtcDateTime.AddDays(-1)));
            query = query.And(past == uint.MaxValue ? isOurs : isOurs.Or(SearchQuery.Uids(new UniqueIdRange(new UniqueId(past + 1), UniqueId.MaxValue))));
        }
        // "n:*" also names the last mail when its UID is below n (RFC 3501, 6.4.8).
        return [.. (await folder.SearchAsync(query, ct)).Where(uid => uid.Id > after).Order()];
    }

    /// <summary>Remembers that all mails up to this one are durable.</summary>
    /// <exception cref="LeaseLostException">Another node fetches from this mailbox now.</exception>
    public async Task MoveToAsync(uint uid, HeldLease lease, CancellationToken ct)
    {
        var next = _current! with { LastUid = uid };
        var changes = _stored is { } before ? new ChangeSet().Replace(before, next) : new ChangeSet().Insert(next);
        var outcome = await store.CommitAsync(lease.Guard(changes), ct);
        lease.EnsureHeld(outcome);
        // Lost to another receiver of the same mailbox: read its position; what both fetched is recognised by its source key.
        _stored = outcome is CommitOutcome.Committed
            ? next with { Version = (_stored?.Version ?? 0) + 1 }
            : await store.FindAsync(next.Id, ct);
        _current = _stored ?? next;
    }
}
