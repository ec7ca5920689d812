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
public sealed class NotifyAgents(
    IHubStore store, HubDirectory directory, TicketFeed feed, INoticeMail mail, NoticeTexts texts, TimeProvider clock)
{
    private const int MostTries = 5;
    private const string HiddenSubject = "[...]";
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    /// <summary>Does one piece of leased work. Notices are kept once for each entry and agent; a mail that cannot go out is tried five times.</summary>
    public async ValueTask HandleAsync(LeasedEntry work, CancellationToken ct)
    {
        var payload = JsonSerializer.Deserialize<NotifyPayload>(work.Entry.Payload, HubJson.Options)!;
        var ticket = await store.FindAsync(payload.Ticket, ct);
        var told = ticket is null ? [] : await KeepAsync(ticket, payload, ct);
        // The subject of an encrypted mail may have come inside it; these mails are plain.
        var isSecret = ticket is not null && PlanProtection.EncryptedIn(ticket) is not null;
        var isMailed = true;
        foreach (var notice in told.Where(static notice => notice.Type is NoticeType.Mention or NoticeType.Message or NoticeType.Status or NoticeType.Reminder))
        {
            isMailed &= await SendAsync(isSecret ? notice with { Subject = HiddenSubject } : notice, ct);
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
                told.Add(notice);
                // A repeat after a crash finds the notice there already.
                if (await store.CommitAsync(new ChangeSet().Insert(notice), ct) is CommitOutcome.Committed)
                {
                    feed.Publish(new FeedEvent.Noticed(agent, notice.Id));
                }
            }
        }
        return told;
    }

    private async ValueTask<bool> SendAsync(Notice notice, CancellationToken ct)
    {
        var names = directory.Current;
        var inbox = names.Inboxes.Values.Where(static inbox => inbox is { IsEnabled: true, Email.Smtp: not null }).MinBy(static inbox => inbox.CreatedAt);
        if (inbox is null || !names.Agents.TryGetValue(notice.Agent, out var agent))
        {
            return true;
        }
        var (subject, text) = texts.Of(notice, agent.Language);
        return await mail.SendAsync(inbox, agent.Email, subject, text, ct);
    }
}
