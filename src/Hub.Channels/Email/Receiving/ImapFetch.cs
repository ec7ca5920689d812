using System.Runtime.ExceptionServices;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Work;
using MailKit;
using MailKit.Net.Imap;

namespace Hub.Channels.Email.Receiving;

/// <summary>Takes new mails out of one open folder, a batch at a time: sizes first, then each mail, then (all durable) the position.
/// What was received before a connection broke is not fetched again, but handed on in its place.</summary>
internal sealed class ImapFetch(
    Inbox inbox, IMailFolder folder, ImapMail mails, ImapPosition position, ReceiveIntake receive, IntakeLanes lanes, Watchdog watchdog, HeldLease lease,
    Func<CancellationToken, ValueTask> works)
{
    private const int MostMails = 50;
    private const long MostBytes = 64L * 1024 * 1024;

    // What the last search found and is not fetched yet: a mailbox with a past is not searched again for each batch.
    private readonly Queue<UniqueId> _found = new();
    private bool _mayMark = folder.Access == FolderAccess.ReadWrite;

    /// <summary>Fetches one batch; answers how many mails it looked at.</summary>
    public async Task<int> FetchNewAsync(CancellationToken ct)
    {
        if (_found.Count == 0)
        {
            await watchdog.CommandAsync(async patience => (await position.SearchAsync(folder, inbox, patience)).ForEach(_found.Enqueue), ct);
        }
        var uids = _found.Take(MostMails).ToList();
        if (uids.Count == 0)
        {
            return 0;
        }
        var taken = new List<(UniqueId Uid, Task<ReceiveOutcome> Commit)>(uids.Count);
        ExceptionDispatchInfo? broken = null;
        try
        {
            await TakeAsync(uids, taken, ct);
        }
        catch (Exception fault) when (taken.Count > 0 && !ct.IsCancellationRequested)
        {
            broken = ExceptionDispatchInfo.Capture(fault);
        }
        // Handed on in the order of the mailbox, so that an answer is not filed before what it answers.
        var read = new List<UniqueId>();
        foreach (var (uid, commit) in taken)
        {
            var outcome = await commit;
            await lanes.HandOnAsync(outcome, ct);
            if (outcome is not (ReceiveOutcome.Received { Intake.Cause: TrayCause.Unfetchable } or ReceiveOutcome.FetchedAlready { Intake.Cause: TrayCause.Unfetchable }))
            {
                read.Add(uid);
            }
        }
        if (taken.Count > 0)
        {
            await works(ct);
            // The next connection finds them again, known by now, and marks them.
            broken?.Throw();
            await position.MoveToAsync(taken[^1].Uid.Id, lease, ct);
            await MarkAsync(read, ct);
        }
        for (var index = 0; index < taken.Count; index++)
        {
            _found.Dequeue();
        }
        return uids.Count;
    }

    /// <summary>Fetches them until there is enough for one batch, or one does not come. One mail after the other comes over the one
    /// connection; their commits share the disk.</summary>
    private async Task TakeAsync(List<UniqueId> uids, List<(UniqueId Uid, Task<ReceiveOutcome> Commit)> taken, CancellationToken ct)
    {
        var sizes = await SizesAsync(uids, ct);
        var known = await receive.FindAsync(inbox.Id, uids.Select(uid => ImapMail.KeyOf(folder, uid)), ct);
        var bytes = 0L;
        foreach (var uid in uids)
        {
            if (known.TryGetValue(ImapMail.KeyOf(folder, uid), out var before))
            {
                taken.Add((uid, Task.FromResult<ReceiveOutcome>(new ReceiveOutcome.FetchedAlready(before))));
                continue;
            }
            var size = sizes.GetValueOrDefault(uid);
            bytes += size;
            if ((bytes > MostBytes && taken.Count > 0) || await mails.FetchAsync(folder, uid, size, ct) is not { } commit)
            {
                break;
            }
            taken.Add((uid, commit));
        }
    }

    private async Task<Dictionary<UniqueId, long>> SizesAsync(List<UniqueId> uids, CancellationToken ct)
    {
        IList<IMessageSummary> sizes = [];
        await watchdog.CommandAsync(async patience => sizes = await folder.FetchAsync(uids, MessageSummaryItems.UniqueId | MessageSummaryItems.Size, patience), ct);
        // Servers put news of other mails in between, without a size or without a number.
        return sizes.Where(static one => one.Size is not null).DistinctBy(static one => one.UniqueId).ToDictionary(static one => one.UniqueId, static one => (long)one.Size!);
    }

    // Only a courtesy to people who look into the mailbox: the position says what was fetched.
    private async Task MarkAsync(List<UniqueId> uids, CancellationToken ct)
    {
        if (!_mayMark || uids.Count == 0)
        {
            return;
        }
        try
        {
            await watchdog.CommandAsync(patience => folder.AddFlagsAsync(uids, MessageFlags.Seen, silent: true, patience), ct);
        }
        catch (ImapCommandException)
        {
            _mayMark = false;
        }
    }
}
