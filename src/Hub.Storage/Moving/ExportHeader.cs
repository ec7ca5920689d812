namespace Hub.Storage.Moving;

/// <summary>What an export says about itself before its content.</summary>
/// <param name="MadeAt">The instant everything in it was true.</param>
/// <param name="Kinds">Schema number of each kind of document in it.</param>
/// <param name="Secrets">How the secrets are sealed; null when they are left out.</param>
internal sealed record ExportHeader(DateTimeOffset MadeAt, IReadOnlyDictionary<string, int> Kinds, PassphraseParameters? Secrets);
