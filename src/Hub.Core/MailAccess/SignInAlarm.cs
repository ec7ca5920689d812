using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Live;
using Hub.Core.Notices;
using Hub.Core.Settings;

namespace Hub.Core.MailAccess;

/// <summary>Marks a mailbox whose provider gives no tokens any more, and tells the administrators.</summary>
public sealed class SignInAlarm(SettingsWriter writer, HubDirectory directory, TicketFeed feed, TimeProvider clock)
{
    private static readonly SettingOutcome<Inbox> NeverTaken = new SettingOutcome<Inbox>.InUse("Another inbox has that address.");

    /// <summary>Marks it and tells every administrator, in one commit; nothing when it is marked already or somebody has agreed anew.</summary>
    /// <param name="inbox">The mailbox as it was when the provider refused.</param>
    /// <param name="error">Error code of the provider.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask RaiseAsync(Inbox inbox, string error, CancellationToken ct)
    {
        var (agreement, now) = (inbox.Email!.OAuth!.Agreement, clock.GetUtcNow());
        List<Notice> told = [];
        await writer.ChangeAsync(
            inbox.Id,
            stored => new SettingOutcome<Inbox>.Done(stored.Email is { OAuth: { Needed: null } oauth } email && oauth.Agreement == agreement
                ? stored with { Email = email with { OAuth = oauth with { Needed = new SignInNeeded(error, now) } } }
                : stored),
            NeverTaken,
            ct,
            (stored, changes) =>
            {
                told = stored.Email?.OAuth?.Needed?.Since == now ? [.. MailboxNotices.Of(stored, NoticeType.SignInNeeded, $"{Guid.CreateVersion7(now):n}", now, directory.Current)] : [];
                told.ForEach(notice => changes.Insert(notice));
                return ValueTask.FromResult<SettingOutcome<Inbox>?>(null);
            });
        told.ForEach(notice => feed.Publish(new FeedEvent.Noticed(notice.Agent, notice.Id)));
        await directory.AnnounceSettingsAsync(ct);
    }
}
