using Hub.Core.Agents;
using Hub.Core.BlockedSenders;
using Hub.Core.Inbound;
using Hub.Core.Live;
using Hub.Core.Settings;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Storage.Sqlite;

namespace Hub.Channels.Tests.Email.Desk;

/// <summary>The tray of a desk and what an administrator does with it.</summary>
internal sealed class DeskTray(SqliteHubStore store, FileIntake file, TicketFeed feed, HubDirectory directory, TimeProvider clock)
{
    private readonly SettingsWriter _writer = new(store);
    private readonly ListTray _list = new(store, store.Blobs);

    /// <summary>What lies in it, newest first.</summary>
    public async Task<IReadOnlyList<Intake>> ItemsAsync() => (await _list.HandleAsync(MailDesk.Anna, new PageRequest(50), MailDesk.Stop)).Items;

    public async Task<string> OriginalAsync(Intake item)
    {
        var original = (await _list.OpenAsync(item.Id, MailDesk.Anna, MailDesk.Stop)).ShouldNotBeNull();
        using var reader = new StreamReader(original.Content);
        return await reader.ReadToEndAsync(MailDesk.Stop);
    }

    public ValueTask<TrayOutcome> ReleaseAsync(Intake item, string? ticket = null) =>
        new ReleaseIntake(store, file, new ThreadReader(store), feed).HandleAsync(item.Id, ticket, MailDesk.Anna, MailDesk.Stop);

    public ValueTask<TrayOutcome> DiscardAsync(Intake item) => new DeleteIntake(store, feed).HandleAsync(item.Id, MailDesk.Anna, MailDesk.Stop);

    public ValueTask<SettingOutcome<BlockedSender>> BlockAsync(string sender) =>
        new BlockSender(_writer, directory, clock).HandleAsync(sender, MailDesk.Anna, MailDesk.Stop);

    public ValueTask<SettingOutcome<BlockedSender>> UnblockAsync(BlockedSender sender) =>
        new UnblockSender(_writer).HandleAsync(sender.Id, MailDesk.Anna, MailDesk.Stop);

    /// <summary>How often the tray was said to have changed while something was done.</summary>
    public async Task<int> ChangesDuringAsync(Func<Task> act)
    {
        var changes = 0;
        using (feed.WatchAllEvents(feedEvent => changes += feedEvent is FeedEvent.TrayChanged ? 1 : 0))
        {
            await act();
        }
        return changes;
    }
}
