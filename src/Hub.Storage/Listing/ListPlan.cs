using Hub.Core.Views;

namespace Hub.Storage.Listing;

/// <summary>How a view is read: for each alternative the index that serves it and what remains to be checked row by row.</summary>
/// <param name="Branches">Merged by (sort, id).</param>
internal sealed record ListPlan(IReadOnlyList<Branch> Branches)
{
    /// <summary>True when every branch seeks, or reads an index in order with nothing to check.</summary>
    public bool IsBounded => IsMeasured || Branches.All(static branch => branch.IsBounded);

    /// <summary>True when every row that is read is a row of the answer.</summary>
    public bool IsExact => Branches.All(static branch => branch.Unserved == 0);

    /// <summary>True when the rows were counted beforehand: few enough to be sorted, or so many that reading in order meets them soon.</summary>
    public bool IsMeasured { get; init; }

    // How much more a plan may seem to cost that checks less row by row: the guess is coarse, a missed row is not.
    private const double Doubt = 1.5;

    private double Cost => Branches.Sum(static branch => branch.Cost);

    private double Unserved => Branches.Count == 0 ? 0 : Branches.Average(static branch => branch.Unserved);

    /// <summary>A plan whose rows come in the order of <paramref name="sort"/> (null: by id).</summary>
    public static ListPlan ForList(KindIndexes indexes, Condition condition, Field? sort) =>
        Choose(indexes, condition, disjunct => InOrder(indexes, disjunct, sort) ?? new Branch(null, disjunct, sort));

    /// <summary>An alternative read in the order of <paramref name="sort"/>; null when no index gives it.</summary>
    public static Branch? InOrder(KindIndexes indexes, Disjunct disjunct, Field? sort) => Serve(indexes, disjunct, index => index.Sort == sort);

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
        indexes.All.Where(index => isWanted(index) && index.IsBoundBy(disjunct))
            .Select(index => new Branch(index, disjunct, index.Sort))
            .Where(branch => branch.Seeks <= indexes.MostSeeks)
            .OrderBy(static branch => branch.Cost)
            .ThenBy(static branch => branch.Unserved)
            .ThenByDescending(static branch => branch.HasRangeOnSort)
            .FirstOrDefault();
}
