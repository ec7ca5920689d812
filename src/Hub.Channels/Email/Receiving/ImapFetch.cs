using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Work;
using MailKit;
using SearchQuery = MailKit.Search.SearchQuery;

namespace Hub.Channels.Email.Receiving;

/// <summary>Takes new mails out of one open folder, a batch at a time: sizes first, then each mail, then (all durable) the position.</summary>
internal sealed class ImapFetch(
    Inbox inbox, IMailFolder folder, ReceiveIntake receive, IntakeLanes lanes, IHubStore store, IntakeLimits limits, HeldLease lease)
{
    private const int BatchSize = 50;
    private static readonly TimeSpan CommandPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan MailPatience = TimeSpan.FromMinutes(4);
    private MailboxPosition? _position;

    /// <summary>Fetches one batch; answers how many mails there were.</summary>
    public async Task<int> FetchNewAsync(CancellationToken ct)
    {
        _position ??= await store.FindAsync(MailboxPosition.IdOf(inbox.Id), ct);
        var isKnown = _position is { } known && known.Folder == folder.FullName && known.UidValidity == folder.UidValidity;
        var after = isKnown ? _position!.LastUid : 0;
        var uids = (await SearchAsync(after, isFirst: _position is null, ct)).Order().Take(BatchSize).ToList();
        if (uids.Count == 0)
        {
            return 0;
        }
        IList<IMessageSummary> sizes = [];
        await MailConnection.WithinAsync(async patience => sizes = await folder.FetchAsync(uids, MessageSummaryItems.UniqueId | MessageSummaryItems.Size, patience),
            CommandPatience, ct);
        var sizeOf = sizes.ToDictionary(static one => one.UniqueId, static one => (long)(one.Size ?? 0));

        // One mail after the other comes over the one connection; their commits share the disk.
        var commits = new List<Task<ReceiveOutcome>>(uids.Count);
        foreach (var uid in uids.Where(sizeOf.ContainsKey))
        {
            commits.Add(await FetchAsync(uid, sizeOf[uid], ct));
        }
        // Handed on in the order of the mailbox, so that an answer is not filed before what it answers.
        foreach (var outcome in await Task.WhenAll(commits))
        {
            if (outcome is ReceiveOutcome.Received { Intake.State: IntakeState.Received } received)
            {
                await lanes.EnqueueAsync(received.Intake, ct);
            }
        }
        await MoveToAsync(uids[^1].Id, ct);
        await MailConnection.WithinAsync(patience => folder.AddFlagsAsync(uids, MessageFlags.Seen, silent: true, patience), CommandPatience, ct);
        return uids.Count;
    }

    private async Task<IEnumerable<UniqueId>> SearchAsync(uint after, bool isFirst, CancellationToken ct)
    {
        SearchQuery range = SearchQuery.Uids(new UniqueIdRange(new UniqueId(after + 1), UniqueId.MaxValue));
        // A mailbox with a past: what people have read there before Hub came is theirs.
        var query = isFirst ? range.And(SearchQuery.NotSeen.Or(SearchQuery.DeliveredAfter(inbox.CreatedAt.UtcDateTime.AddDays(-1)))) : range;
        IList<UniqueId> found = [];
        await MailConnection.WithinAsync(async patience => found = await folder.SearchAsync(query, patience), CommandPatience, ct);
        // "n:*" also names the last mail when its UID is below n (RFC 3501, 6.4.8).
        return found.Where(uid => uid.Id > after);
    }

    private async Task<Task<ReceiveOutcome>> FetchAsync(UniqueId uid, long size, CancellationToken ct)
    {
        var sourceKey = $"{folder.FullName}/{folder.UidValidity}/{uid.Id}";
        if (size > limits.LargestMessage)
        {
            var headers = new MemoryStream();
            await MailConnection.WithinAsync(async patience => await (await folder.GetHeadersAsync(uid, patience)).WriteToAsync(headers, patience), CommandPatience, ct);
            headers.Position = 0;
            return receive.HoldOversizeAsync(inbox.Id, headers, size, sourceKey, ct).AsTask();
        }
        Stream? raw = null;
        await MailConnection.WithinAsync(async patience => raw = await folder.GetStreamAsync(uid, "", patience), MailPatience, ct);
        return KeepAsync(raw!, sourceKey, ct);
    }

    private async Task<ReceiveOutcome> KeepAsync(Stream raw, string sourceKey, CancellationToken ct)
    {
        await using (raw)
        {
            return await receive.HandleAsync(inbox.Id, raw, sourceKey, ct);
        }
    }

    private async Task MoveToAsync(uint uid, CancellationToken ct)
    {
        var next = new MailboxPosition
        {
            Id = MailboxPosition.IdOf(inbox.Id),
            Folder = folder.FullName,
            UidValidity = folder.UidValidity,
            LastUid = uid,
        };
        var changes = _position is { } before ? new ChangeSet().Replace(before, next) : new ChangeSet().Insert(next);
        var outcome = await store.CommitAsync(lease.Guard(changes), ct);
        lease.EnsureHeld(outcome);
        // Lost to another receiver of the same mailbox: read its position; what both fetched is recognised by its source key.
        _position = outcome is CommitOutcome.Committed
            ? next with { Version = (_position?.Version ?? 0) + 1 }
            : await store.FindAsync(next.Id, ct);
    }
}
