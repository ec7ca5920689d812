using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Core.Statuses;

/// <summary>A status besides the base states' own: a name of this installation for one of them.</summary>
public sealed record Status : Document<Status>, IDocument<Status>
{
    /// <summary>As shown, for example <c>waiting for supplier</c>; unique in any case.</summary>
    public required string Name { get; init; }

    /// <summary>The base state it maps to; never merged.</summary>
    public required TicketState State { get; init; }

    /// <summary>For pending ones: whether the ticket opens again when its time has come. Without that it takes no time.</summary>
    public bool Returns { get; init; } = true;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<Status> Kind { get; } = new("status", "sta")
    {
        Fields = [Fields.Name],
        Indexes = [new([], Fields.Name)],
        Keys = static status => [new UniqueKey("status-name", FieldValue.Fold(status.Name))],
    };

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Name.</summary>
        public static Field<Status> Name { get; } = new("name", FieldType.Text, static s => FieldValue.Of(s.Name));
    }
}
