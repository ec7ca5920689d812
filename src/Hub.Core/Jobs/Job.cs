using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Jobs;

/// <summary>A change of many tickets that runs on its own, under the rights of whoever asked for it.</summary>
public sealed record Job : Document<Job>, IDocument<Job>
{
    /// <summary>Most tickets of one job.</summary>
    public const int MostTickets = 10_000;

    /// <summary>Who asked.</summary>
    public required AgentId By { get; init; }

    /// <summary>The tickets, in the order in which they are worked off.</summary>
    public required IReadOnlyList<TicketId> Tickets { get; init; }

    /// <summary>What is done to each; null when the job takes another one back.</summary>
    public BulkChange? Change { get; init; }

    /// <summary>The job that this one takes back; null for a change.</summary>
    public DocId<Job>? Undoes { get; init; }

    /// <summary>The job that takes this one back; null while none does.</summary>
    public DocId<Job>? UndoneBy { get; init; }

    /// <summary>How far it is.</summary>
    public JobState State { get; init; }

    /// <summary>When asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When all was done; null before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<Job> Kind { get; } = new("job", "job")
    {
        Fields = [Fields.State],
        Indexes = [new([Fields.State], null)],
    };

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>How far it is.</summary>
        public static Field<Job> State { get; } = new("state", FieldType.Text, static j => FieldValue.Of(j.State.ToString()));
    }
}

/// <summary>How far a job is.</summary>
public enum JobState
{
    /// <summary>Being worked off, or waiting for it.</summary>
    Running,
    /// <summary>Every ticket was changed or refused.</summary>
    Done,
}
