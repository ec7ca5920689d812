using System.Text.Json;
using Hub.Core.Agents;
using Hub.Core.Keys;
using Hub.Core.Live;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Notices;

/// <summary>Tells agents what concerns them, in the console and by mail; only those who may read the ticket now.</summary>
public sealed class NotifyAgents(IHubStore store, HubDirectory directory, TicketFeed feed, MailNotice mail, TimeProvider clock)
{
    private const int MostTries = 5;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    /// <summary>Does one piece of leased work. Notices are kept once for each entry and agent; a mail that cannot go out is tried five times.</summary>
    public async ValueTask HandleAsync(LeasedEntry work, CancellationToken ct)
    {
        var payload = JsonSerializer.Deserialize<NotifyPayload>(work.Entry.Payload, HubJson.Options)!;
        var isMailed = true;
        if (await store.FindAsync(payload.Ticket, ct) is { } ticket)
        {
            // The subject of an encrypted mail may have come inside it; these mails are plain.
            var isSecret = PlanProtection.EncryptedIn(ticket) is not null;
            foreach (var notice in await KeepAsync(ticket, payload, ct))
            {
                isMailed &= await mail.SendAsync(notice, ticket, isSecret, ct);
            }
        }
        Settlement settlement = isMailed || work.Attempt >= MostTries
            ? new Settlement.Done(work.Entry.Id, work.LeaseToken)
            : new Settlement.Retry(work.Entry.Id, work.LeaseToken, clock.GetUtcNow() + RetryAfter, "A notice could not be mailed.");
        await store.CommitAsync(new ChangeSet().Settle(settlement), ct);
    }

    private async ValueTask<List<Notice>> KeepAsync(Ticket ticket, NotifyPayload payload, CancellationToken ct)
    {
        var names = directory.Current;
        var range = Message.Fields.Ticket.Is(ticket.Id.Value).And(Message.Fields.Seq.Between(payload.FirstSeq, payload.LastSeq + 1));
        var entries = await store.ListAsync(new View<Message>(range, Message.Fields.Seq), new PageRequest(100), ct);
        var told = new List<Notice>();
        foreach (var entry in entries.Items)
        {
            foreach (var (agent, type) in NoticeRules.Of(entry, ticket, names))
            {
                if (await directory.FindAgentAsync(agent, ct) is not { IsActive: true } account
                    || (type != NoticeType.Unassigned && !AgentAccess.Of(account, names).CanRead(ticket)))
                {
                    continue;
                }
                var notice = new Notice
                {
                    Id = Notice.IdOf(entry.Id, agent),
                    Agent = agent,
                    Type = type,
                    Ticket = ticket.Id,
                    Number = ticket.Number,
                    Subject = ticket.Subject,
                    By = entry.Author.Name,
                    At = entry.CreatedAt,
                };
                if (await store.CommitAsync(new ChangeSet().Insert(notice), ct) is CommitOutcome.Committed)
                {
                    feed.Publish(new FeedEvent.Noticed(agent, notice.Id));
                    told.Add(notice with { Version = 1 });
                }
                // A repeat finds the notice there already, and learns from it whether its mail is out.
                else if (await store.FindAsync(notice.Id, ct) is { } kept)
                {
                    told.Add(kept);
                }
            }
        }
        return told;
    }
}
