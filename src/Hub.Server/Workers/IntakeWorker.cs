using System.Threading.Channels;
using Hub.Core.Inbound;
using Hub.Core.Storage;
using Hub.Core.Work;

namespace Hub.Server.Workers;

/// <summary>Files what was received: what receivers hand over, and, on one of the nodes, what an ended process left behind and what is
/// due for another try.</summary>
public sealed partial class IntakeWorker(IntakeLanes lanes, WorkShare share, TimeProvider clock, ILogger<IntakeWorker> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        lanes.RunAsync(stoppingToken), share.RunAsync("intake", (_, ct) => RedriveAsync(ct), stoppingToken));

    private async Task RedriveAsync(CancellationToken ct)
    {
        var due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        // What a node had under way when it ended is due at once, not only when its receiver would have been late. That another node
        // may be filing one of them costs a refused commit.
        var isLeft = true;
        void Look()
        {
            Volatile.Write(ref isLeft, true);
            due.Writer.TryWrite(true);
        }
        share.NodesChanged += Look;
        try
        {
            await using var timer = clock.CreateTimer(_ => due.Writer.TryWrite(true), null, TimeSpan.Zero, Period);
            await foreach (var _ in due.Reader.ReadAllAsync(ct))
            {
                if (Interlocked.Exchange(ref isLeft, false) is var all && !await TryRedriveAsync(all, ct) && all)
                {
                    Volatile.Write(ref isLeft, true);
                }
            }
        }
        finally
        {
            share.NodesChanged -= Look;
        }
    }

    private async Task<bool> TryRedriveAsync(bool isLeft, CancellationToken ct)
    {
        try
        {
            var count = await lanes.RedriveAsync(isLeft, ct);
            if (count > 0)
            {
                LogRedriven(count);
            }
            return true;
        }
        catch (StoreUnavailableException fault)
        {
            LogWaits(fault);
            return false;
        }
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Information, Message = "{Count} intakes taken up again")]
    private partial void LogRedriven(int count);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Warning, Message = "The store cannot say which intakes wait")]
    private partial void LogWaits(Exception fault);
}
