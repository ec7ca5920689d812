namespace Hub.Bench.Faults;

/// <summary>A message whose receipt the server has confirmed.</summary>
/// <param name="Marker">Text that is in no other message.</param>
/// <param name="Number">The ticket it was said to be in; null when the answer named none.</param>
/// <param name="PublicSeq">Its place as told to the visitor; 0 for mail.</param>
public sealed record Acknowledged(string Marker, string? Number, long PublicSeq);
