using System.Security.Cryptography;
using System.Text;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.AutomaticMails;

/// <summary>An address that gets no automatic mail: mail to it came back for good, or its owner complained. What people write to it
/// is sent as ever.</summary>
public sealed record UndeliverableAddress : Document<UndeliverableAddress>, IDocument<UndeliverableAddress>
{
    private const int LongestReason = 500;

    /// <summary>How long a hard bounce is remembered.</summary>
    public static TimeSpan Memory { get; } = TimeSpan.FromDays(60);

    /// <summary>Folded.</summary>
    public required string Address { get; init; }

    /// <summary>What happened.</summary>
    public required SilenceCause Cause { get; init; }

    /// <summary>What the other side said; null when nothing.</summary>
    public string? Reason { get; init; }

    /// <summary>When it happened last.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Until when it holds; null until somebody lifts it.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<UndeliverableAddress> Kind { get; } = new("undeliverable_address", "und")
    {
        Fields = [Fields.At],
        Indexes = [new([], Fields.At)],
    };

    /// <summary>The one id of an address: a hash, since ids are short and an address may be long.</summary>
    public static DocId<UndeliverableAddress> IdOf(string address) =>
        new($"und_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FieldValue.Fold(address))).AsSpan(0, 16))}");

    /// <summary>Whether it still holds.</summary>
    public bool HoldsAt(DateTimeOffset now) => Until is not { } end || now < end;

    /// <summary>The memory of one more event. A complaint stays one, whatever comes later.</summary>
    internal static UndeliverableAddress After(UndeliverableAddress? before, string address, SilenceCause cause, string? reason, DateTimeOffset now)
    {
        var told = before is { Cause: SilenceCause.Complaint } ? SilenceCause.Complaint : cause;
        return new UndeliverableAddress
        {
            Id = IdOf(address),
            Address = FieldValue.Fold(address),
            Cause = told,
            Reason = reason is { Length: > LongestReason } ? reason[..LongestReason] : reason,
            At = now,
            Until = told == SilenceCause.Bounce ? now + Memory : null,
        };
    }

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>When it happened last.</summary>
        public static Field<UndeliverableAddress> At { get; } = new("at", FieldType.Instant, static a => FieldValue.Of(a.At));
    }
}

/// <summary>Why an address gets no automatic mail.</summary>
public enum SilenceCause
{
    /// <summary>Mail to it came back for good.</summary>
    Bounce,
    /// <summary>Its owner called our mail abuse.</summary>
    Complaint,
}
