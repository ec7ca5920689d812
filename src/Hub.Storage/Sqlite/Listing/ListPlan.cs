using Hub.Core.Views;
using Hub.Storage.Sqlite.Tables;

namespace Hub.Storage.Sqlite.Listing;

/// <summary>How a view is read: for each alternative the index that serves it and what remains to be checked row by row.</summary>
/// <param name="Branches">Merged by (sort, id).</param>
internal sealed record ListPlan(IReadOnlyList<Branch> Branches)
{
    // SQLite takes 500 parts of a compound select; below that, many seeks still beat sorting their union.
    private const int MostSeeks = 400;

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
    public static ListPlan ForList(KindTable table, Condition condition, Field? sort) =>
        Choose(condition, disjunct => Serve(table, disjunct, index => index.Sort == sort)
            ?? new Branch(null, disjunct, sort));

    /// <summary>A plan whose rows come in any order.</summary>
    public static ListPlan ForCount(KindTable table, Condition condition) =>
        Choose(condition, disjunct => Serve(table, disjunct, static _ => true)!);

    private static ListPlan Choose(Condition condition, Func<Disjunct, Branch> serve)
    {
        var whole = new ListPlan([.. Disjunct.Whole(condition).Select(serve)]);
        if (whole.Unserved == 0 || Disjunct.Split(condition) is not { } disjuncts)
        {
            return whole;
        }
        var split = new ListPlan([.. disjuncts.Select(serve)]);
        var isBetter = split.Cost < whole.Cost || (split.Cost <= whole.Cost * Doubt && split.Unserved < whole.Unserved);
        return isBetter && split.Branches.Sum(static branch => branch.Seeks) <= MostSeeks ? split : whole;
    }

    private static Branch? Serve(KindTable table, Disjunct disjunct, Func<KindIndex, bool> isWanted) =>
        table.Indexes.Concat(table.TermIndexes).Append(table.ById)
            .Where(index => isWanted(index) && index.Equal.All(field => disjunct.Equal.ContainsKey(field) || field.Closed is not null))
            .Select(index => new Branch(index, disjunct, index.Sort))
            .Where(static branch => branch.Seeks <= MostSeeks)
            .OrderBy(static branch => branch.Cost)
            .ThenBy(static branch => branch.Unserved)
            .ThenByDescending(static branch => branch.HasRangeOnSort)
            .FirstOrDefault();
}
