using Hub.Core.Storage;

namespace Hub.Core.Secrets;

/// <summary>A random key made once for this installation and shared by its nodes.</summary>
public sealed record InstallationKey : Document<InstallationKey>, IDocument<InstallationKey>
{
    /// <summary>Base64 of the key, sealed.</summary>
    public required string SealedValue { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<InstallationKey> Kind { get; } = new("installation_key", "key")
    {
        Secrets = new(
            static (key, map) => map(key.SealedValue) is { } value ? key with { SealedValue = value } : null,
            static key => $"The installation's key '{key.Id}' is made anew: answers to mails sent before are recognised by subject number only."),
    };

    /// <summary>The one id of a purpose.</summary>
    public static DocId<InstallationKey> IdOf(string purpose) => new($"key_{purpose}");
}
