using System.Diagnostics;
using System.Diagnostics.Metrics;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Server.Operation;

/// <summary>Traces and metrics of Hub's own. Tags are kinds and outcomes, never names, addresses or texts.</summary>
public sealed class HubTelemetry : IDisposable
{
    public const string Name = "Hub";

    /// <summary>Steps of a message on its way.</summary>
    public static readonly ActivitySource Source = new(Name);

    private readonly Meter _meter;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _commits;
    private readonly Histogram<double> _commitSeconds;

    public HubTelemetry(IMeterFactory meters, Gauges gauges)
    {
        _meter = meters.Create(Name);
        _messages = _meter.CreateCounter<long>("hub.messages", "{message}", "Thread entries stored.");
        _commits = _meter.CreateCounter<long>("hub.commits", "{commit}", "Commits by outcome.");
        _commitSeconds = _meter.CreateHistogram("hub.commit.duration", "s", "From the wish to commit to its durable answer.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2] });
        _meter.CreateObservableGauge("hub.outbox.pending", () => gauges.OutboxPending, "{entry}", "Outgoing work not settled.");
        _meter.CreateObservableGauge("hub.outbox.failed", () => gauges.OutboxFailed, "{entry}", "Outgoing work given up.");
        _meter.CreateObservableGauge("hub.tray.items", () => gauges.TrayItems, "{item}", "What lies in the tray, counted up to 1000.");
        _meter.CreateObservableGauge("hub.automatic_mail.paused_queues", () => gauges.PausedQueues, "{queue}", "Queues whose automatic mail is paused.");
        _meter.CreateObservableGauge("hub.mailboxes.waiting", () => gauges.WaitingMailboxes, "{mailbox}", "Mailboxes that need a sign-in at their provider.");
        _meter.CreateObservableGauge("hub.intake.lag", () => gauges.IntakeLagSeconds, "s", "Age of the oldest intake not filed.");
    }

    /// <summary>Counts a commit that ended.</summary>
    public void Committed(ChangeSet changes, CommitOutcome outcome, TimeSpan duration)
    {
        var isCommitted = outcome is CommitOutcome.Committed;
        _commits.Add(1, new KeyValuePair<string, object?>("outcome", isCommitted ? "committed" : "refused"));
        _commitSeconds.Record(duration.TotalSeconds);
        if (!isCommitted || !_messages.Enabled)
        {
            return;
        }
        foreach (var write in changes.Writes)
        {
            if (write is Write.Insert { Document: Message { MessageKind: not MessageKind.Activity } message })
            {
                _messages.Add(1,
                    new KeyValuePair<string, object?>("channel", message.Channel.ToString()),
                    new KeyValuePair<string, object?>("direction", message.Direction.ToString()));
            }
        }
    }

    public void Dispose() => _meter.Dispose();
}
