using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Keys;

/// <summary>A key or certificate for mail: a queue's own with its private part, or a contact's public one.</summary>
public sealed record MailKey : Document<MailKey>, IDocument<MailKey>
{
    /// <summary>Id of the queue or contact it belongs to.</summary>
    public required string Owner { get; init; }

    /// <summary>What it says of itself.</summary>
    public required KeyFacts Facts { get; init; }

    /// <summary>How it came here.</summary>
    public required KeySource Source { get; init; }

    /// <summary>Whether an administrator confirmed that it is its owner's. Only then a signature by it counts as verified.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>Name of the agent who uploaded it; null for what came with a mail.</summary>
    public string? AddedBy { get; init; }

    /// <summary>The private part and its password, sealed; null for a public key. Leaves by no way but a sealed move.</summary>
    public string? SealedPrivate { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<MailKey> Kind { get; } = new("mail_key", "key")
    {
        Fields = [Fields.Owner, Fields.Handle, Fields.AddedAt],
        Indexes = [new([Fields.Owner], Fields.AddedAt), new([Fields.Handle], Fields.AddedAt)],
        Keys = static key => [KeyOf(key.Owner, key.Facts.Fingerprint)],
        Secrets = new(
            static (key, map) => key.SealedPrivate is not { } secret ? key : map(secret) is { } next ? key with { SealedPrivate = next } : null,
            static key => $"The private mail key {key.Facts.Fingerprint} is gone; upload it again at its queue."),
    };

    /// <summary>An owner has each key once.</summary>
    public static UniqueKey KeyOf(string owner, string fingerprint) => new("mail-key", $"{owner}/{fingerprint}");

    /// <summary>Filterable fields.</summary>
    public static class Fields
    {
        /// <summary>Queue or contact id.</summary>
        public static Field<MailKey> Owner { get; } = new("owner", FieldType.Text, static k => FieldValue.Of(k.Owner));

        /// <summary>How mails refer to it.</summary>
        public static Field<MailKey> Handle { get; } = new("handle", FieldType.Text, static k => k.Facts.Handles.Select(FieldValue.Of));

        /// <summary>When it came.</summary>
        public static Field<MailKey> AddedAt { get; } = new("added", FieldType.Instant, static k => FieldValue.Of(k.AddedAt));
    }
}

/// <summary>How a key came here.</summary>
public enum KeySource
{
    /// <summary>A person uploaded it.</summary>
    Upload,
    /// <summary>From the Autocrypt header of a mail.</summary>
    Autocrypt,
    /// <summary>From a signed mail.</summary>
    SignedMail,
}
