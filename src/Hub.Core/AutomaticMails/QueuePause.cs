using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.AutomaticMails;

/// <summary>A queue wrote more mails by itself than it may: it writes none until an administrator lets it go on. Everything else goes
/// on as ever.</summary>
public sealed record QueuePause : Document<QueuePause>, IDocument<QueuePause>
{
    /// <summary>Which queue.</summary>
    public required QueueId Queue { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many a minute it may write.</summary>
    public required int Limit { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<QueuePause> Kind { get; } = new("queue_pause", "pau")
    {
        Fields = [Fields.At],
        Indexes = [new([], Fields.At)],
    };

    /// <summary>The one id of a queue.</summary>
    public static DocId<QueuePause> IdOf(QueueId queue) => new($"pau_{queue.Value}");

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Since when.</summary>
        public static Field<QueuePause> At { get; } = new("at", FieldType.Instant, static p => FieldValue.Of(p.At));
    }
}
