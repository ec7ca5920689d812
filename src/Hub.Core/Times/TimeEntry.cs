using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Times;

/// <summary>Working time booked on a ticket. Never changed: a correction is an entry of its own with negative minutes.</summary>
public sealed record TimeEntry : Document<TimeEntry>, IDocument<TimeEntry>
{
    /// <summary>On which ticket.</summary>
    public required TicketId Ticket { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>The entry of the thread it was spent on; null for the ticket as a whole.</summary>
    public long? Seq { get; init; }

    /// <summary>Who worked.</summary>
    public required AgentId Agent { get; init; }

    /// <summary>The ticket's contact then.</summary>
    public required ContactId Contact { get; init; }

    /// <summary>Id of the contact's organization then, else the company it had by name; null for none.</summary>
    public string? Organization { get; init; }

    /// <summary>The ticket's queue then.</summary>
    public required QueueId Queue { get; init; }

    /// <summary>How long.</summary>
    public required int Minutes { get; init; }

    /// <summary>What for; null for nothing said.</summary>
    public string? Note { get; init; }

    /// <summary>When it was booked.</summary>
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<TimeEntry> Kind { get; } = new("time_entry", "tim")
    {
        Fields = [Fields.Ticket, Fields.Agent, Fields.At],
        Indexes = [new([Fields.Ticket], Fields.At), new([Fields.Agent], Fields.At), new([], Fields.At)],
    };

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Ticket id.</summary>
        public static Field<TimeEntry> Ticket { get; } = new("ticket", FieldType.Text, static t => FieldValue.Of(t.Ticket.Value));

        /// <summary>Agent id.</summary>
        public static Field<TimeEntry> Agent { get; } = new("agent", FieldType.Text, static t => FieldValue.Of(t.Agent.Value));

        /// <summary>When booked.</summary>
        public static Field<TimeEntry> At { get; } = new("at", FieldType.Instant, static t => FieldValue.Of(t.At));
    }
}
