using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Notices;

/// <summary>What an agent was told, and that it has looked.</summary>
public sealed class ReadNotices(IHubStore store)
{
    private const int Batch = 200;

    /// <summary>Notices of the agent, newest first; a ticket that it may not see now stands without number and subject.</summary>
    public async ValueTask<Page<Notice>> ListAsync(PageRequest page, AgentAccess by, CancellationToken ct)
    {
        var found = await store.ListAsync(new View<Notice>(Notice.Fields.Agent.Is(by.Agent.Value), Notice.Fields.At, IsDescending: true), page, ct);
        return found with { Items = await TellAsync(found.Items, by, ct) };
    }

    /// <summary>The notices as their agent may see them now.</summary>
    public async ValueTask<IReadOnlyList<Notice>> TellAsync(IReadOnlyList<Notice> notices, AgentAccess by, CancellationToken ct)
    {
        List<TicketId> ids = [.. notices.Select(static notice => notice.Ticket).OfType<TicketId>().Distinct()];
        var seen = ids.Count == 0 || by.Rights.Readable is null
            ? [.. ids]
            : (await store.FindManyAsync(ids, ct)).Where(by.CanRead).Select(static ticket => ticket.Id).ToHashSet();
        return [.. notices.Select(notice => notice.Ticket is not { } ticket || seen.Contains(ticket) ? notice : notice with { Number = Disclosure.HiddenTicket, Subject = "" })];
    }

    /// <summary>How many are unread, counted no further than 100.</summary>
    public ValueTask<int> CountUnreadAsync(AgentAccess by, CancellationToken ct) => store.CountAsync(Unread(by), 100, ct);

    /// <summary>Marks all as read.</summary>
    public async ValueTask MarkAsync(AgentAccess by, CancellationToken ct)
    {
        while (true)
        {
            var page = await store.ListAsync(new View<Notice>(Unread(by), Notice.Fields.At), new PageRequest(Batch), ct);
            var changes = new ChangeSet();
            foreach (var notice in page.Items)
            {
                changes.Replace(notice, notice with { IsUnread = false });
            }
            // Another tab of the agent marking the same ones is no fault.
            if (page.Items.Count == 0 || await store.CommitAsync(changes, ct) is not CommitOutcome.Committed)
            {
                return;
            }
        }
    }

    private static Views.Filter<Notice> Unread(AgentAccess by) => Notice.Fields.Agent.Is(by.Agent.Value).And(Notice.Fields.IsUnread.Is(true));
}
