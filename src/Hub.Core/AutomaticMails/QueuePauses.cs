using Hub.Core.Agents;
using Hub.Core.Live;
using Hub.Core.Notices;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.AutomaticMails;

/// <summary>Stops the automatic mail of a queue, tells the administrators, and lets it go on again.</summary>
public sealed class QueuePauses(IHubStore store, HubDirectory directory, TicketFeed feed, AutomaticMailLimits limits, TimeProvider clock)
{
    private const int MostQueues = 200;
    private const int MostTold = 100;

    /// <summary>Whether the queue writes none.</summary>
    public async ValueTask<bool> IsPausedAsync(QueueId queue, CancellationToken ct) => await store.FindAsync(QueuePause.IdOf(queue), ct) is not null;

    /// <summary>The queues that write none, the longest first; administrators only, for others there are none.</summary>
    public async ValueTask<IReadOnlyList<QueuePause>> ListAsync(AgentAccess by, CancellationToken ct) => by.IsAdministrator
        ? (await store.ListAsync(new View<QueuePause>(Filter<QueuePause>.Everything, QueuePause.Fields.At), new PageRequest(MostQueues), ct)).Items
        : [];

    /// <summary>Stops the queue's automatic mail and tells every administrator, in one commit. Nothing happens when it is stopped already.</summary>
    public async ValueTask PauseAsync(QueueId queue, CancellationToken ct)
    {
        var (names, now) = (directory.Current, clock.GetUtcNow());
        var changes = new ChangeSet().Insert(new QueuePause { Id = QueuePause.IdOf(queue), Queue = queue, At = now, Limit = limits.PerQueueAndMinute });
        var notices = names.Agents.Values.Where(static agent => agent is { IsActive: true, IsAdministrator: true })
            .OrderBy(static agent => agent.CreatedAt).Take(MostTold).Select(agent => new Notice
            {
                Id = new DocId<Notice>($"ntc_{Guid.CreateVersion7(now):n}-{agent.Id.Value}"),
                Agent = agent.Id,
                Type = NoticeType.Paused,
                Number = "",
                Subject = names.PathOf(queue),
                By = names.NameOf(queue),
                At = now,
            }).ToList();
        foreach (var notice in notices)
        {
            changes.Insert(notice);
        }
        if (await store.CommitAsync(changes, ct) is CommitOutcome.Committed)
        {
            notices.ForEach(notice => feed.Publish(new FeedEvent.Noticed(notice.Agent, notice.Id)));
            feed.Publish(new FeedEvent.TrayChanged());
        }
    }

    /// <summary>Lets the queue's automatic mail go on. What it would have written meanwhile stays unwritten.</summary>
    /// <returns>False when it was not stopped, or for others than administrators.</returns>
    public async ValueTask<bool> ResumeAsync(QueueId queue, AgentAccess by, CancellationToken ct)
    {
        if (!by.IsAdministrator || await store.FindAsync(QueuePause.IdOf(queue), ct) is not { } pause
            || await store.CommitAsync(new ChangeSet().Delete(pause), ct) is not CommitOutcome.Committed)
        {
            return false;
        }
        feed.Publish(new FeedEvent.TrayChanged());
        return true;
    }
}
