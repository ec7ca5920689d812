using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>The priority that urgency and impact together propose. One for the installation.</summary>
public sealed record PriorityMatrix : Document<PriorityMatrix>, IDocument<PriorityMatrix>
{
    /// <summary>The id of the only one.</summary>
    public static DocId<PriorityMatrix> OnlyId { get; } = new("pmx_1");

    /// <summary>What holds until an administrator says otherwise.</summary>
    public static PriorityMatrix Default { get; } = new()
    {
        Id = OnlyId,
        Low = new(Priority.Low, Priority.Low, Priority.Normal),
        Medium = new(Priority.Low, Priority.Normal, Priority.High),
        High = new(Priority.Normal, Priority.High, Priority.Urgent),
    };

    /// <summary>Priorities while urgency is low.</summary>
    public required ImpactRow Low { get; init; }

    /// <summary>Priorities while urgency is medium.</summary>
    public required ImpactRow Medium { get; init; }

    /// <summary>Priorities while urgency is high.</summary>
    public required ImpactRow High { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<PriorityMatrix> Kind { get; } = new("priority_matrix", "pmx");

    /// <summary>The proposal, or null while one of the two is not judged.</summary>
    public Priority? Propose(Grade? urgency, Grade? impact) =>
        urgency is { } soon && impact is { } much ? RowOf(soon).Of(much) : null;

    /// <summary>The priority of a ticket whose urgency or impact changed: the new proposal, unless somebody chose another than the
    /// old proposal (or, before there was one, than the queue's).</summary>
    public Priority Follow(Ticket before, Grade? urgency, Grade? impact, Priority queueDefault)
    {
        var isFollowing = before.Priority == (Propose(before.Urgency, before.Impact) ?? queueDefault);
        return isFollowing && Propose(urgency, impact) is { } proposed ? proposed : before.Priority;
    }

    private ImpactRow RowOf(Grade urgency) => urgency switch { Grade.Low => Low, Grade.Medium => Medium, _ => High };
}

/// <summary>The priorities of one urgency.</summary>
/// <param name="Low">While impact is low.</param>
/// <param name="Medium">While impact is medium.</param>
/// <param name="High">While impact is high.</param>
public sealed record ImpactRow(Priority Low, Priority Medium, Priority High)
{
    /// <summary>The priority for an impact.</summary>
    public Priority Of(Grade impact) => impact switch { Grade.Low => Low, Grade.Medium => Medium, _ => High };
}
