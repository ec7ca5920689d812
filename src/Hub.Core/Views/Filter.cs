using Hub.Core.Storage;

namespace Hub.Core.Views;

/// <summary>A closed tree of conditions over declared fields. Engines compile it; <see cref="Matches"/> runs it in memory
/// for triggers, live views and the oracle of the contract tests.</summary>
public abstract record Filter<T> where T : Document
{
    private Filter()
    {
    }

    /// <summary>Matches every document.</summary>
    public static Filter<T> Everything { get; } = new All([]);

    /// <summary>True when the document satisfies the condition.</summary>
    public abstract bool Matches(T document);

    /// <summary>Both conditions.</summary>
    public Filter<T> And(Filter<T> other) => this is All { Parts.Count: 0 } ? other
        : other is All { Parts.Count: 0 } ? this
        : new All([this, other]);

    /// <summary>Either condition.</summary>
    public Filter<T> Or(Filter<T> other) => new Any([this, other]);

    /// <summary>Every part holds; empty holds always.</summary>
    public sealed record All(IReadOnlyList<Filter<T>> Parts) : Filter<T>
    {
        /// <inheritdoc/>
        public override bool Matches(T document) => Parts.All(part => part.Matches(document));
    }

    /// <summary>At least one part holds; empty holds never.</summary>
    public sealed record Any(IReadOnlyList<Filter<T>> Parts) : Filter<T>
    {
        /// <inheritdoc/>
        public override bool Matches(T document) => Parts.Any(part => part.Matches(document));
    }

    /// <summary>The part does not hold; a missing value makes a comparison false and its negation true.</summary>
    public sealed record Not(Filter<T> Part) : Filter<T>
    {
        /// <inheritdoc/>
        public override bool Matches(T document) => !Part.Matches(document);
    }

    /// <summary>One of the field's values equals <paramref name="Value"/>.</summary>
    public sealed record Is(Field<T> Field, FieldValue Value) : Filter<T>
    {
        /// <inheritdoc/>
        public override bool Matches(T document) => !Value.IsNone && Field.ValuesOf(document).Contains(Value);
    }

    /// <summary>One of the field's values is among <paramref name="Values"/>.</summary>
    public sealed record In(Field<T> Field, IReadOnlyList<FieldValue> Values) : Filter<T>
    {
        /// <inheritdoc/>
        public override bool Matches(T document) => Field.ValuesOf(document).Any(Values.Contains);
    }

    /// <summary>One of the field's values lies in [From, To); none leaves a side open, a document without a value never matches.</summary>
    public sealed record Between(Field<T> Field, FieldValue From, FieldValue To) : Filter<T>
    {
        /// <inheritdoc/>
        public override bool Matches(T document) => Field.ValuesOf(document).Any(Holds);

        private bool Holds(FieldValue value) => (From.IsNone || value.CompareTo(From) >= 0) && (To.IsNone || value.CompareTo(To) < 0);
    }

    /// <summary>The document has no value in the field.</summary>
    public sealed record Missing(Field<T> Field) : Filter<T>
    {
        /// <inheritdoc/>
        public override bool Matches(T document) => !Field.ValuesOf(document).Any();
    }
}
