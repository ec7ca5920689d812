using Hub.Core.Views;
using Hub.Storage.Sqlite.Connections;
using Hub.Storage.Sqlite.Tables;

namespace Hub.Storage.Sqlite.Listing;

/// <summary>Finds the conditions that drive a view best when no index gives its order and its conditions together: those that the
/// fewest rows meet, counted in their indexes.</summary>
internal sealed class Drivers(KindTable table, Field? sort)
{
    /// <summary>So few rows are always read and sorted sooner than an index is walked.</summary>
    public const int Few = 500;

    /// <summary>So many rows are read and sorted sooner than a whole table is walked.</summary>
    public const int Many = 3000;

    private const int MostSeeks = 100;

    /// <summary>True when each alternative has a condition that an index serves.</summary>
    public static bool Exist(KindTable table, Condition condition) =>
        Disjunct.Whole(condition).Select(new Drivers(table, null).Of).All(static drivers => drivers.Any())
        || Disjunct.Split(condition)?.Select(new Drivers(table, null).Of).All(static drivers => drivers.Any()) == true;

    /// <summary>A plan that reads all rows that its drivers meet; null when they are more than <paramref name="most"/>.</summary>
    public ListPlan? Choose(SqliteSession session, Condition condition, int most)
    {
        var (whole, ofWhole) = Measure(session, Disjunct.Whole(condition), most);
        var split = whole is not null && ofWhole <= Few / 10 ? null : Disjunct.Split(condition);
        var (parts, ofParts) = split is null ? (null, 0) : Measure(session, split, most);
        return parts is not null && (whole is null || ofParts < ofWhole) ? parts : whole;
    }

    private (ListPlan? Plan, int Rows) Measure(SqliteSession session, IReadOnlyList<Disjunct> disjuncts, int most)
    {
        var branches = new List<Branch>();
        var rows = 0;
        foreach (var disjunct in disjuncts)
        {
            Branch? best = null;
            var fewest = most - rows + 1;
            foreach (var branch in Of(disjunct))
            {
                var count = Count(session, branch, fewest);
                if (count < fewest)
                {
                    (best, fewest) = (branch, count);
                }
            }
            if (best is null)
            {
                return (null, 0);
            }
            branches.Add(best);
            rows += fewest;
        }
        return (new ListPlan(branches) { IsMeasured = true }, rows);
    }

    /// <summary>The conditions of an alternative that an index serves, each as the branch it would drive.</summary>
    private IEnumerable<Branch> Of(Disjunct disjunct)
    {
        foreach (var index in table.Indexes.Concat(table.TermIndexes))
        {
            if (index.Equal.Count > 0 && index.Equal.All(disjunct.Equal.ContainsKey))
            {
                yield return new Branch(index, disjunct, sort);
            }
        }
        foreach (var part in disjunct.Rest)
        {
            if (part is Condition.OneOf { Field.IsMulti: true, Values.Count: > 0 } among && TermOf(among.Field) is { } terms)
            {
                yield return new Branch(terms, Swap(disjunct, among), sort);
            }
            else if (part is Condition.Range { Field.IsMulti: true } range && TermOf(range.Field) is { } values)
            {
                yield return new Branch(values, disjunct with { Rest = [.. disjunct.Rest.Where(other => other != part)] }, sort) { Values = range };
            }
        }
    }

    private KindIndex? TermOf(Field field) => table.TermIndexes.FirstOrDefault(index => index.Equal[0] == field);

    /// <summary>The same alternative with another condition on the same field as the one an index is bound to.</summary>
    private static Disjunct Swap(Disjunct disjunct, Condition.OneOf among)
    {
        var kept = disjunct.Rest.Where(other => other != among);
        if (disjunct.Equal.TryGetValue(among.Field, out var before))
        {
            kept = kept.Append(new Condition.OneOf(among.Field, before));
        }
        var equal = disjunct.Equal.Where(pair => pair.Key != among.Field).Append(KeyValuePair.Create(among.Field, among.Values));
        return new Disjunct(equal.ToDictionary(), [.. kept]);
    }

    private int Count(SqliteSession session, Branch branch, int limit)
    {
        if (branch.Seeks > MostSeeks)
        {
            return limit;
        }
        var query = ListSql.OfMeasure(table, branch, limit);
        var statement = session.Prepare(query.Sql);
        query.BindTo(statement);
        return (int)statement.First(static row => row.Int64(0));
    }
}
