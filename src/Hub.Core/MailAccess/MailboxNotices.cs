using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Notices;
using Hub.Core.Storage;

namespace Hub.Core.MailAccess;

/// <summary>What administrators are told of a mailbox.</summary>
internal static class MailboxNotices
{
    private const int MostTold = 100;

    /// <summary>A notice for each administrator, the longest-standing first.</summary>
    /// <param name="inbox">The mailbox.</param>
    /// <param name="type">Why.</param>
    /// <param name="occasion">Makes the ids: the same occasion is told once.</param>
    /// <param name="now">Now.</param>
    /// <param name="names">Who is administrator.</param>
    public static IEnumerable<Notice> Of(Inbox inbox, NoticeType type, string occasion, DateTimeOffset now, DirectorySnapshot names) =>
        names.Agents.Values.Where(static agent => agent is { IsActive: true, IsAdministrator: true })
            .OrderBy(static agent => agent.CreatedAt).Take(MostTold).Select(agent => new Notice
            {
                Id = new DocId<Notice>($"ntc_{occasion}-{agent.Id.Value}"),
                Agent = agent.Id,
                Type = type,
                Number = "",
                Subject = inbox.Email!.Address,
                By = inbox.Name,
                At = now,
            });
}
