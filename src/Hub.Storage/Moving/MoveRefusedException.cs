namespace Hub.Storage.Moving;

/// <summary>An export or import that cannot go on; the message says why and what to do.</summary>
public sealed class MoveRefusedException(string message) : Exception(message);
