using Hub.Core.Views;

namespace Hub.Storage.Listing;

/// <summary>How a view is read: for each alternative the index that serves it and what remains to be checked row by row.</summary>
/// <param name="Branches">Merged by (sort, id).</param>
internal sealed record ListPlan(IReadOnlyList<Branch> Branches)
{
    /// <summary>True when every branch seeks, or reads an index in order with nothing to check.</summary>
    public bool IsBounded => Branches.All(static branch => branch.IsBounded);

    // How much more a plan may seem to cost that checks less row by row: the guess is coarse, a missed row is not.
    private const double Doubt = 1.5;

    private double Cost => Branches.Sum(static branch => branch.Cost);

    private double Unserved => Branches.Count == 0 ? 0 : Branches.Average(static branch => branch.Unserved);

    /// <summary>A plan whose rows come in the order of <paramref name="sort"/> (null: by id).</summary>
    public static ListPlan ForList(KindIndexes indexes, Condition condition, Field? sort) =>
        Choose(indexes, condition, disjunct => Serve(indexes, disjunct, index => index.Sort == sort)
            ?? new Branch(null, disjunct, sort));

    /// <summary>A plan whose rows come in any order.</summary>
    public static ListPlan ForCount(KindIndexes indexes, Condition condition) =>
        Choose(indexes, condition, disjunct => Serve(indexes, disjunct, static _ => true)!);

    private static ListPlan Choose(KindIndexes indexes, Condition condition, Func<Disjunct, Branch> serve)
    {
        var whole = new ListPlan([.. Disjunct.Whole(condition).Select(serve)]);
        if (whole.Unserved == 0 || Disjunct.Split(condition) is not { } disjuncts)
        {
            return whole;
        }
        var split = new ListPlan([.. disjuncts.Select(serve)]);
        var isBetter = split.Cost < whole.Cost || (split.Cost <= whole.Cost * Doubt && split.Unserved < whole.Unserved);
        return isBetter && split.Branches.Sum(static branch => branch.Seeks) <= indexes.MostSeeks ? split : whole;
    }

    private static Branch? Serve(KindIndexes indexes, Disjunct disjunct, Func<KindIndex, bool> isWanted) =>
        indexes.All.Where(index => isWanted(index) && index.Equal.All(disjunct.Equal.ContainsKey))
            .Select(index => new Branch(index, disjunct, index.Sort))
            .Where(branch => branch.Seeks <= indexes.MostSeeks)
            .OrderBy(static branch => branch.Cost)
            .ThenBy(static branch => branch.Unserved)
            .ThenByDescending(static branch => branch.HasRangeOnSort)
            .FirstOrDefault();
}

/// <summary>One alternative and the index it is read by.</summary>
/// <param name="Index">Null when no index gives the wanted order.</param>
/// <param name="Disjunct">What is looked for.</param>
/// <param name="Sort">Field of the order; null for the id.</param>
internal sealed record Branch(KindIndex? Index, Disjunct Disjunct, Field? Sort)
{
    // More than any number of seeks.
    private const double Unbounded = 1000;

    /// <summary>Seeks into the index: one for each combination of values.</summary>
    public long Seeks { get; } = Index?.Equal.Aggregate(1L, (count, field) => count * Disjunct.Equal[field].Count) ?? 1;

    /// <summary>Guessed share of the table that has to be read: each bound field leaves a tenth.</summary>
    public double Cost => (Seeks * Math.Pow(0.1, Index?.Equal.Count ?? 0)) + (IsBounded ? 0 : Unbounded);

    public bool HasRangeOnSort => Sort is not null && Disjunct.Rest.Any(IsRangeOnSort);

    public IEnumerable<Condition.Range> RangesOnSort => Disjunct.Rest.Where(IsRangeOnSort).Cast<Condition.Range>();

    /// <summary>How many conditions are checked row by row.</summary>
    public int Unserved => Disjunct.Equal.Count - (Index?.Equal.Count ?? 0) + Disjunct.Rest.Count(part => !IsRangeOnSort(part));

    public bool IsBounded => Index is not null && (Index.Equal.Count > 0 || HasRangeOnSort || Unserved == 0);

    private bool IsRangeOnSort(Condition part) => part is Condition.Range range && range.Field == Sort;
}
