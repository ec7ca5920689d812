namespace Hub.Core.Storage;

/// <summary>The sealed texts that documents of a kind hold, so that a move can seal them anew or leave them out.</summary>
/// <param name="Map">Puts another text in place of each sealed one: the function answers it, or null for a secret that is left out.
/// Answers null when the document is nothing without its secret.</param>
/// <param name="WhenLost">What is lost with the secrets of this document and what to do, in one sentence for an operator.</param>
public sealed record DocumentSecrets<T>(Func<T, Func<string, string?>, T?> Map, Func<T, string> WhenLost) where T : Document;
