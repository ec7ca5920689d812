namespace Hub.Core.Storage;

/// <summary>A value that at most one document may hold, across all kinds: a claim on it rides the commit of its holder.</summary>
/// <param name="Scope">What the value is, for example <c>ticket-number</c>; stays stable for ever.</param>
/// <param name="Value">Already normalised; compared byte by byte. Long values are hashed by whoever makes the key.</param>
public readonly record struct UniqueKey(string Scope, string Value)
{
    /// <summary>Scope and value as one text.</summary>
    public override string ToString() => $"{Scope}:{Value}";
}
