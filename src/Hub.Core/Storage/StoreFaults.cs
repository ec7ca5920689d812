namespace Hub.Core.Storage;

/// <summary>The store cannot be reached or did not answer; the fate of a write is unknown. Repeating is safe: a landed first
/// try answers conflict or taken.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Stored data cannot be read. Repeating does not help; somebody must look.</summary>
public sealed class StoreCorruptException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>No space is left for the write. Nothing was written.</summary>
public sealed class StoreFullException(string message, Exception? inner = null) : Exception(message, inner);
