using Hub.Storage.Listing;
using Hub.Storage.Sqlite.Tables;

namespace Hub.Storage.Sqlite.Listing;

/// <summary>Writes a plan as SQL: one seek for each combination of values, merged in order by the engine without a sort.</summary>
/// <remarks>Columns of the answer: sort key, id, row number.</remarks>
internal static class ListSql
{
    public static SqlText OfList(KindTable table, ListPlan plan, bool isDescending, Position? after)
    {
        var sql = new SqlText();
        Write(sql, table, plan, after is { } position ? (position, isDescending) : null);
        var direction = isDescending ? " DESC" : "";
        return sql.Add(plan.Branches.Any(static branch => branch.Sort is not null)
            ? $" ORDER BY 1{direction}, 2{direction}"
            : $" ORDER BY 2{direction}");
    }

    public static SqlText OfCount(KindTable table, ListPlan plan)
    {
        var sql = new SqlText();
        Write(sql, table, plan, null);
        return sql;
    }

    /// <summary>How many rows a branch's index meets, counted no further than <paramref name="limit"/>; nothing else is checked.</summary>
    public static SqlText OfMeasure(KindTable table, Branch branch, int limit)
    {
        var sql = new SqlText().Add("SELECT count(*) FROM (");
        var isFirst = true;
        foreach (var values in Combinations(branch))
        {
            sql.Add(isFirst ? "SELECT 1 FROM " : " UNION ALL SELECT 1 FROM ");
            isFirst = false;
            WriteSource(sql, table, branch, values, joins: false);
        }
        return sql.Add($" LIMIT {limit})");
    }

    private static void Write(SqlText sql, KindTable table, ListPlan plan, (Position After, bool IsDescending)? start)
    {
        var isFirst = true;
        foreach (var branch in plan.Branches)
        {
            foreach (var values in Combinations(branch))
            {
                sql.Add(isFirst ? "" : " UNION ALL ");
                isFirst = false;
                WriteSeek(sql, table, branch, values, start);
            }
        }
    }

    private static void WriteSeek(SqlText sql, KindTable table, Branch branch, IReadOnlyList<StoredValue> values,
        (Position After, bool IsDescending)? start)
    {
        var sort = branch.Sort is { } field ? KindTable.Column(field) : null;
        var rest = RestOf(branch);
        var isTerm = branch.Index?.TermNumber is not null;
        var isSortStored = isTerm && branch.Index!.Sort == branch.Sort;
        var sortColumn = sort is null ? null : isSortStored ? "x.sort" : $"d.{sort}";
        var idColumn = isTerm ? "x.id" : "d.id";
        sql.Add($"SELECT {sortColumn ?? "0"}, {idColumn}, {(isTerm ? "x.rid" : "d.rid")} FROM ");
        WriteSource(sql, table, branch, values, rest.Count > 0 || (sort is not null && !isSortStored));
        if (start is var (after, isDescending))
        {
            WriteStart(sql, sortColumn, idColumn, after, isDescending ? "<" : ">");
        }
        foreach (var range in isSortStored ? branch.RangesOnSort : [])
        {
            sql.Add(" AND ").AddRange(range, "x.sort");
        }
        foreach (var condition in rest)
        {
            sql.Add(" AND ").Add(condition, table);
        }
    }

    private static void WriteSource(SqlText sql, KindTable table, Branch branch, IReadOnlyList<StoredValue> values, bool joins)
    {
        if (branch.Index?.TermNumber is { } shape)
        {
            sql.Add($"{table.TermName} x").Add(joins ? $" CROSS JOIN {table.Name} d ON d.rid = x.rid" : "").Add($" WHERE x.shape = {shape}");
            _ = branch.Values is { } range ? sql.AddBounds("x.value", range) : sql.Add(" AND x.value = ").Add(KindTable.TermValue(values));
            return;
        }
        sql.Add($"{table.Name} d").Add(branch.Index is { } index ? $" INDEXED BY {index.Name}" : "").Add(" WHERE 1");
        for (var i = 0; i < values.Count; i++)
        {
            sql.Add($" AND d.{KindTable.Column(branch.Fields[i])} = ").Add(values[i]);
        }
    }

    private static void WriteStart(SqlText sql, string? sortColumn, string idColumn, Position after, string comparison)
    {
        if (sortColumn is null)
        {
            sql.Add($" AND {idColumn} {comparison} ").Add(new StoredValue(after.Id, 0));
        }
        else
        {
            sql.Add($" AND ({sortColumn}, {idColumn}) {comparison} (").Add(after.Sort).Add(", ").Add(new StoredValue(after.Id, 0)).Add(")");
        }
    }

    /// <summary>Conditions the index does not serve, the bound values of other fields among them.</summary>
    private static List<Condition> RestOf(Branch branch) =>
    [
        .. branch.Disjunct.Equal.Where(pair => !branch.Fields.Contains(pair.Key))
            .Select(static pair => (Condition)new Condition.OneOf(pair.Key, pair.Value)),
        .. branch.Disjunct.Rest,
    ];

    private static IEnumerable<IReadOnlyList<StoredValue>> Combinations(Branch branch)
    {
        IEnumerable<IReadOnlyList<StoredValue>> combinations = [[]];
        foreach (var field in branch.Fields)
        {
            var values = branch.ValuesOf(field);
            combinations = combinations.SelectMany(_ => values, static (list, value) => (IReadOnlyList<StoredValue>)[.. list, value]);
        }
        return combinations;
    }
}
