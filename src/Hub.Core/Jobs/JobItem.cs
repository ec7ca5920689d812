using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Jobs;

/// <summary>What a job came to for one ticket; written in the commit that changes the ticket, so that nothing is done twice.</summary>
public sealed record JobItem : Document<JobItem>, IDocument<JobItem>
{
    /// <summary>The job.</summary>
    public required DocId<Job> Job { get; init; }

    /// <summary>The ticket.</summary>
    public required TicketId Ticket { get; init; }

    /// <summary>Its number; null when it was not there.</summary>
    public string? Number { get; init; }

    /// <summary>What it held before; null when nothing changed.</summary>
    public TicketValues? Before { get; init; }

    /// <summary>What it held after; null when nothing changed.</summary>
    public TicketValues? After { get; init; }

    /// <summary>Why it was refused, by a stable name; null when it was not.</summary>
    public string? Code { get; init; }

    /// <summary>Why it was refused, as a sentence.</summary>
    public string? Text { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<JobItem> Kind { get; } = new("job_item", "jit")
    {
        Fields = [Fields.Job, Fields.Code],
        Indexes = [new([Fields.Job], null), new([Fields.Job], Fields.Code)],
    };

    /// <summary>The id of a ticket's item in a job.</summary>
    public static DocId<JobItem> IdOf(DocId<Job> job, TicketId ticket) => new($"jit_{job.Value}-{ticket.Value}");

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Job id.</summary>
        public static Field<JobItem> Job { get; } = new("job", FieldType.Text, static i => FieldValue.Of(i.Job.Value));

        /// <summary>Why it was refused.</summary>
        public static Field<JobItem> Code { get; } = new("code", FieldType.Text, static i => FieldValue.Of(i.Code));
    }
}
