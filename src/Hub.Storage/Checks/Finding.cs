namespace Hub.Storage.Checks;

/// <summary>Something in the stored data that must not be.</summary>
/// <param name="Invariant">Which rule is broken: <c>seq</c>, <c>rev</c>, <c>public</c>, <c>header</c>, <c>tie</c>, <c>claim</c>, <c>intake</c>,
/// <c>outbox</c>, <c>blob</c> or <c>search</c>.</param>
/// <param name="Subject">What it was found at, for example <c>ticket 100017</c>.</param>
/// <param name="Text">What is wrong, readable by an operator.</param>
public sealed record Finding(string Invariant, string Subject, string Text)
{
    /// <summary>One line.</summary>
    public override string ToString() => $"{Invariant}: {Subject}: {Text}";
}
