using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Tickets;

/// <summary>Reads what was added or changed in a thread since a revision, in the order of revisions.</summary>
/// <remarks>What never changed since it was added stands in the order of the thread, so the thread's own index finds it; the few
/// entries that did change have an index of their own. Thus a new message is written to one index, not to one for each count.</remarks>
internal sealed class ThreadChanges
{
    private readonly Field<Message> _field;
    private readonly Func<Message, long?> _revOf;
    private readonly Func<Ticket, long> _newestOf;
    private readonly Func<Ticket, long, long> _firstSeqAfter;

    private ThreadChanges(
        Field<Message> field, Func<Message, long?> revOf, Func<Ticket, long> newestOf, Func<Ticket, long, long> firstSeqAfter)
    {
        _field = field;
        _revOf = revOf;
        _newestOf = newestOf;
        _firstSeqAfter = firstSeqAfter;
    }

    /// <summary>All entries, by revision. No more entries came since than revisions did, which bounds where they begin.</summary>
    public static ThreadChanges All { get; } = new(Message.Fields.Rev, static entry => entry.Rev, static ticket => ticket.LastRev,
        static (ticket, rev) => Math.Max(1, ticket.LastSeq - (ticket.LastRev - rev) + 1));

    /// <summary>Public entries, by public revision.</summary>
    public static ThreadChanges Public { get; } =
        new(Message.Fields.PublicRev, static entry => entry.PublicRev, static ticket => ticket.LastPublicRev, static (_, _) => 1);

    /// <summary>The first changes after a revision, none newer than the header.</summary>
    /// <param name="store">Read only.</param>
    /// <param name="header">Read before; what came later is left for the next reading, so that no gap is taken for the end.</param>
    /// <param name="rev">The last revision known.</param>
    /// <param name="limit">1 to 1,000 entries.</param>
    /// <param name="ct">Cancels the reads.</param>
    public async ValueTask<ChangesPage> ReadAsync(IHubStore store, Ticket header, long rev, int limit, CancellationToken ct)
    {
        var newest = _newestOf(header);
        if (rev >= newest)
        {
            return ChangesPage.Empty;
        }
        var since = _field.Between(rev + 1, newest + 1);
        var added = await ReadAddedAsync(store, header, since.And(Message.Fields.Seq.Between(_firstSeqAfter(header, rev), null)), limit, ct);
        var changed = await store.ListAsync(
            new View<Message>(Message.Fields.ChangedIn.Is(header.Id.Value).And(since), _field), new PageRequest(limit), ct);
        // Beyond the end of either page the other may still have something to come before.
        var horizon = Math.Min(EndOf(added), EndOf(changed));
        List<Message> items = [.. added.Items.Concat(changed.Items).Where(entry => _revOf(entry) <= horizon).OrderBy(_revOf).Take(limit)];
        return new ChangesPage(items, added.Next is not null || changed.Next is not null || items.Count < added.Items.Count + changed.Items.Count);
    }

    private static async ValueTask<Page<Message>> ReadAddedAsync(
        IHubStore store, Ticket header, Filter<Message> since, int limit, CancellationToken ct)
    {
        var view = new View<Message>(Message.Fields.Ticket.Is(header.Id.Value).And(since), Message.Fields.Seq);
        var unchanged = new List<Message>();
        Cursor? next = null;
        do
        {
            var page = await store.ListAsync(view, new PageRequest(limit, next), ct);
            unchanged.AddRange(page.Items.Where(static entry => !entry.IsChanged));
            next = page.Next;
        }
        while (next is not null && unchanged.Count < limit);
        return new Page<Message>(unchanged, next);
    }

    private long EndOf(Page<Message> page) => page.Next is null ? long.MaxValue : _revOf(page.Items[^1])!.Value;
}

/// <summary>Changes of a thread.</summary>
/// <param name="Items">Entries in order of revision; each once, in its newest state.</param>
/// <param name="HasMore">Whether to go on after the last one's revision.</param>
public sealed record ChangesPage(IReadOnlyList<Message> Items, bool HasMore)
{
    /// <summary>Nothing changed.</summary>
    public static ChangesPage Empty { get; } = new([], false);
}
