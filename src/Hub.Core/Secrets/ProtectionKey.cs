using Hub.Core.Storage;

namespace Hub.Core.Secrets;

/// <summary>One key of the ring that seals cookies, tickets and stored secrets; shared by all nodes of the installation.</summary>
public sealed record ProtectionKey : Document<ProtectionKey>, IDocument<ProtectionKey>
{
    /// <summary>The key as ASP.NET Core's Data Protection writes it. A secret: whoever reads it opens everything sealed.</summary>
    public required string Xml { get; init; }

    /// <summary>When it came into the store.</summary>
    public required DateTimeOffset StoredAt { get; init; }

    /// <inheritdoc/>
    public static DocumentKind<ProtectionKey> Kind { get; } = new("protection_key", "ptk") { IsLocal = true };
}
