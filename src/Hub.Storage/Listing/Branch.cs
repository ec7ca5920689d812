using Hub.Core.Views;

namespace Hub.Storage.Listing;

/// <summary>One alternative and the index it is read by.</summary>
/// <param name="Index">Null when no index gives the wanted order.</param>
/// <param name="Disjunct">What is looked for.</param>
/// <param name="Sort">Field of the order; null for the id.</param>
internal sealed record Branch(KindIndex? Index, Disjunct Disjunct, Field? Sort)
{
    // More than any number of seeks.
    private const double Unbounded = 1000;

    /// <summary>A range of the values of a term shape, instead of one value; null otherwise.</summary>
    public Condition.Range? Values { get; init; }

    /// <summary>Seeks into the index: one for each combination of values.</summary>
    public long Seeks => Fields.Aggregate(1L, (count, bound) => count * ValuesOf(bound).Count);

    /// <summary>Guessed share of the table that has to be read: each bound field leaves a tenth.</summary>
    public double Cost => (Seeks * Math.Pow(0.1, Bound)) + (IsBounded ? 0 : Unbounded);

    public bool HasRangeOnSort => Sort is not null && Disjunct.Rest.Any(IsRangeOnSort);

    public IEnumerable<Condition.Range> RangesOnSort => Disjunct.Rest.Where(IsRangeOnSort).Cast<Condition.Range>();

    /// <summary>How many conditions are checked row by row.</summary>
    public int Unserved => Disjunct.Equal.Count - Bound + Disjunct.Rest.Count(part => !IsRangeOnSort(part));

    public bool IsBounded => Index is not null && (Bound > 0 || HasRangeOnSort || Unserved == 0);

    /// <summary>Fields to which the index is bound by equality.</summary>
    public IReadOnlyList<Field> Fields => Index is null || Values is not null ? [] : Index.Equal;

    private int Bound => Fields.Count(Disjunct.Equal.ContainsKey);

    /// <summary>The values looked for in a field of the index: all there are when the question does not name it.</summary>
    public IReadOnlyList<StoredValue> ValuesOf(Field field) => Disjunct.Equal.TryGetValue(field, out var values)
        ? values
        : [.. field.Closed!.Select(value => StoredValue.Of(field, value))];

    private bool IsRangeOnSort(Condition part) => part is Condition.Range range && range.Field == Sort;
}
