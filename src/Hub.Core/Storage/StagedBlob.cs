namespace Hub.Core.Storage;

/// <summary>Bytes received and hashed, permanent once a change set that keeps them commits.</summary>
/// <param name="Id">Opaque; new for every staging.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hex of the bytes.</param>
/// <param name="Inline">The bytes when small enough to share the commit; null when they already stand, synced, in a file.</param>
public sealed record StagedBlob(string Id, long Size, string Sha256, ReadOnlyMemory<byte>? Inline);
