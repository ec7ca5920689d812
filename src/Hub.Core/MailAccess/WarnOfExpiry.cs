using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Live;
using Hub.Core.Notices;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.MailAccess;

/// <summary>Tells administrators 30 days before a client secret ends: after its last day no mail comes and none goes.</summary>
public sealed class WarnOfExpiry(IHubStore store, HubDirectory directory, TicketFeed feed, TimeProvider clock)
{
    private const int DaysAhead = 30;

    /// <summary>Whether a secret ends soon, or has ended.</summary>
    public static bool IsNear(OAuthSettings? settings, DateTimeOffset now) =>
        settings?.ClientSecretExpiresOn is { } last && last.DayNumber - DateOnly.FromDateTime(now.UtcDateTime).DayNumber <= DaysAhead;

    /// <summary>Looks at all mailboxes. A date is told once to each administrator, however often this runs.</summary>
    public async ValueTask HandleAsync(CancellationToken ct)
    {
        var (names, now) = (directory.Current, clock.GetUtcNow());
        foreach (var inbox in names.Inboxes.Values.Where(inbox => inbox.IsEnabled && IsNear(inbox.Email?.OAuth, now)))
        {
            var occasion = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{inbox.Id.Value}-{inbox.Email!.OAuth!.ClientSecretExpiresOn:yyyyMMdd}");
            var notices = MailboxNotices.Of(inbox, NoticeType.SecretExpires, occasion, now, names).ToList();
            var known = (await store.FindManyAsync([.. notices.Select(static notice => notice.Id)], ct)).Select(static notice => notice.Id).ToHashSet();
            var changes = new ChangeSet();
            notices.RemoveAll(notice => known.Contains(notice.Id));
            notices.ForEach(notice => changes.Insert(notice));
            // Another node that told the same ones meanwhile is no fault.
            if (notices.Count > 0 && await store.CommitAsync(changes, ct) is CommitOutcome.Committed)
            {
                notices.ForEach(notice => feed.Publish(new FeedEvent.Noticed(notice.Agent, notice.Id)));
            }
        }
    }
}
