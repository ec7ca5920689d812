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
    public bool IsBounded => Branches.All(static branch => branch.IsBounded);

    /// <summary>Conditions checked row by row, on average over the branches; an unbounded branch is the last resort.</summary>
    private double Unserved => Branches.Average(static branch => branch.IsBounded ? branch.Unserved : 100);

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
        if (whole.Branches.Count == 0 || whole.Unserved == 0 || Disjunct.Split(condition) is not { } disjuncts)
        {
            return whole;
        }
        var split = new ListPlan([.. disjuncts.Select(serve)]);
        if (split.Branches.Count == 0)
        {
            return split;
        }
        var isCheap = split.Branches.Sum(static branch => branch.Seeks) <= MostSeeks;
        return isCheap && split.Unserved < whole.Unserved ? split : whole;
    }

    private static Branch? Serve(KindTable table, Disjunct disjunct, Func<KindIndex, bool> isWanted) =>
        table.Indexes.Concat(table.TermIndexes).Append(table.ById)
            .Where(index => isWanted(index) && index.Equal.All(disjunct.Equal.ContainsKey))
            .Select(index => new Branch(index, disjunct, index.Sort))
            .Where(static branch => branch.Seeks <= MostSeeks)
            .OrderBy(static branch => branch.IsBounded ? 0 : 1)
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
    /// <summary>Seeks into the index: one for each combination of values.</summary>
    public long Seeks { get; } = Index?.Equal.Aggregate(1L, (count, field) => count * Disjunct.Equal[field].Count) ?? 1;

    public bool HasRangeOnSort => Sort is not null && Disjunct.Rest.Any(IsRangeOnSort);

    /// <summary>How many conditions are checked row by row.</summary>
    public int Unserved => Disjunct.Equal.Count - (Index?.Equal.Count ?? 0) + Disjunct.Rest.Count(part => !IsRangeOnSort(part));

    public bool IsBounded => Index is not null && (Index.Equal.Count > 0 || HasRangeOnSort || Unserved == 0);

    private bool IsRangeOnSort(Condition part) => part is Condition.Range range && range.Field == Sort;
}
