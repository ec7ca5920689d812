using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Requests;

/// <summary>The answer to a write that carried an <c>Idempotency-Key</c>; kept 24 hours.</summary>
public sealed record IdempotencyRecord : Document<IdempotencyRecord>, IDocument<IdempotencyRecord>
{
    /// <summary>Lower-case hex SHA-256 of the request body.</summary>
    public required string BodyHash { get; init; }

    /// <summary>Status answered; null while the first request is in flight.</summary>
    public int? Status { get; init; }

    /// <summary>Media type answered.</summary>
    public string? ContentType { get; init; }

    /// <summary>Body answered.</summary>
    public string? Body { get; init; }

    /// <summary>Location header answered.</summary>
    public string? Location { get; init; }

    /// <summary>What the request made, noted in the commit that made it; null while it has made nothing.</summary>
    public DocRef? Made { get; init; }

    /// <summary>When the record goes. An in-flight record of a dead process goes after a minute.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<IdempotencyRecord> Kind { get; } = new("idempotency", "idm")
    {
        Fields = [Fields.ExpiresAt],
        Indexes = [new([], Fields.ExpiresAt)],
    };

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>When it goes.</summary>
        public static Field<IdempotencyRecord> ExpiresAt { get; } =
            new("expires", FieldType.Instant, static r => FieldValue.Of(r.ExpiresAt));
    }
}
