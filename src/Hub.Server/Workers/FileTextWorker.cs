using System.Threading.Channels;
using Hub.Core.Attachments;
using Hub.Core.Live;
using Hub.Core.Storage;

namespace Hub.Server.Workers;

/// <summary>Has the words of new files read: woken by messages that carry some, and once a minute for what was left behind.</summary>
public sealed partial class FileTextWorker(ReadFileText files, TicketFeed feed, TimeProvider clock, ILogger<FileTextWorker> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Holds one call at most: who wakes while one waits adds nothing, however many do at the same instant.
        var woken = Channel.CreateBounded<bool>(1);
        using var watch = feed.WatchAll(update =>
        {
            if (update.Entries.Any(static entry => entry.Attachments.Count > 0))
            {
                woken.Writer.TryWrite(true);
            }
        });
        using var timer = clock.CreateTimer(_ => woken.Writer.TryWrite(true), null, Period, Period);
        await foreach (var _ in woken.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await files.HandleAsync(stoppingToken);
            }
            catch (StoreUnavailableException fault)
            {
                LogWaits(fault);
            }
        }
    }

    [LoggerMessage(EventId = 4501, Level = LogLevel.Warning, Message = "Files wait to be read for the search")]
    private partial void LogWaits(Exception fault);
}
