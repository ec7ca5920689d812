using Hub.Core.Agents;
using Hub.Core.AutomaticMails;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Notices;

/// <summary>Mails a notice to its agent, under the guards of all automatic mail: what they hold back stands in the console only.</summary>
public sealed class MailNotice(
    IHubStore store, HubDirectory directory, INoticeMail mail, NoticeTexts texts, AutomaticMailGuard guard, UndeliverableAddresses undeliverable)
{
    private const string HiddenSubject = "[...]";

    /// <summary>Mails it once. A repeat after it went out, or will never go out, does nothing.</summary>
    /// <param name="notice">What the agent is told.</param>
    /// <param name="ticket">What it is about.</param>
    /// <param name="isSecret">Whether the ticket's subject must not stand in a plain mail.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>False when it certainly did not go out and may be tried again.</returns>
    public async ValueTask<bool> SendAsync(Notice notice, Ticket ticket, bool isSecret, CancellationToken ct)
    {
        var names = directory.Current;
        var inbox = names.Inboxes.Values.Where(static inbox => inbox is { IsEnabled: true, Email.Smtp: not null }).MinBy(static inbox => inbox.CreatedAt);
        if (notice.IsMailed || notice.Type is not (NoticeType.Mention or NoticeType.Message or NoticeType.Status or NoticeType.Reminder)
            || inbox is null || !names.Agents.TryGetValue(notice.Agent, out var agent))
        {
            return true;
        }
        if (await guard.MayAsync(new AutomaticMailWish(agent.Email, ticket.Queue) { Ticket = ticket.Id }, ct))
        {
            var (subject, text) = texts.Of(isSecret ? notice with { Subject = HiddenSubject } : notice, agent.Language);
            switch (await mail.SendAsync(inbox, agent, subject, text, ct))
            {
                case DeliveryOutcome.Deferred:
                    return false;
                case DeliveryOutcome.Rejected rejected when EnhancedStatus.IsHard(EnhancedStatus.FindIn(rejected.Reason)):
                    await undeliverable.MarkAsync(agent.Email, SilenceCause.Bounce, rejected.Reason, ct);
                    break;
            }
        }
        // The agent may have read it meanwhile: then a repeat of the work mails it once more, which is better than never.
        await store.CommitAsync(new ChangeSet().Replace(notice, notice with { IsMailed = true }), ct);
        return true;
    }
}
