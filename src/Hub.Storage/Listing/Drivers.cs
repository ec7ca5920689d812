using Hub.Core.Views;

namespace Hub.Storage.Listing;

/// <summary>Finds the conditions that drive a view best when no index gives its order and its conditions together: those that the
/// fewest rows meet, counted in their indexes.</summary>
/// <param name="indexes">Of the kind.</param>
/// <param name="sort">The order wanted; null when any does.</param>
/// <param name="count">Counts the rows that a branch's index meets, no further than a limit; nothing else is checked.</param>
internal sealed class Drivers(KindIndexes indexes, Field? sort, Func<Branch, int, ValueTask<int>> count)
{
    // So few rows are always read and sorted sooner than an index is walked.
    private const int Few = 500;

    // So many rows are read and sorted sooner than a whole table is walked.
    private const int Many = 3000;

    private const int MostSeeks = 100;

    /// <summary>A list's plan that checks rows one by one gives way to one that reads few rows and sorts them.</summary>
    public async ValueTask<ListPlan> ImproveListAsync(Condition condition, ListPlan plan) => plan.IsExact
        ? plan
        : await MixAsync(condition, static served => served.Unserved == 0).ConfigureAwait(false)
            ?? (plan.IsBounded ? null : await ChooseAsync(condition, Few).ConfigureAwait(false)
                ?? await MixAsync(condition, static served => served.IsBounded).ConfigureAwait(false))
            ?? await ImproveAsync(condition, plan, plan.IsBounded ? Few : Many).ConfigureAwait(false);

    /// <summary>A count's plan that checks rows one by one gives way to one that reads few rows.</summary>
    public ValueTask<ListPlan> ImproveCountAsync(Condition condition, ListPlan plan) => ImproveAsync(condition, plan, Many);

    private async ValueTask<ListPlan> ImproveAsync(Condition condition, ListPlan plan, int most)
    {
        if (plan.IsExact)
        {
            return plan;
        }
        return await ChooseAsync(condition, most).ConfigureAwait(false)
            ?? (!plan.IsBounded && plan.Branches.All(static branch => branch.Index is not null) && Exist(condition)
                ? plan with { IsMeasured = true }
                : plan);
    }

    /// <summary>Alternatives that an index gives in order well enough, beside others that few rows meet: the tickets of two queues, and
    /// those that somebody has elsewhere. Null when there are any of another kind.</summary>
    private async ValueTask<ListPlan?> MixAsync(Condition condition, Func<Branch, bool> isWellServed)
    {
        var alternatives = (Disjunct.Split(condition) ?? [])
            .Select(disjunct => (Disjunct: disjunct, InOrder: ListPlan.InOrder(indexes, disjunct, sort) is { } served && isWellServed(served) ? served : null))
            .ToList();
        if (!alternatives.Exists(static alternative => alternative.InOrder is not null))
        {
            return null;
        }
        var others = alternatives.Where(static alternative => alternative.InOrder is null).Select(static alternative => alternative.Disjunct).ToList();
        var (few, _) = await MeasureAsync(others, Few).ConfigureAwait(false);
        var mixed = few is null ? null : new ListPlan([.. alternatives.Select(static alternative => alternative.InOrder).OfType<Branch>(), .. few.Branches]) { IsMeasured = true };
        return mixed?.Branches.Sum(static branch => branch.Seeks) <= indexes.MostSeeks ? mixed : null;
    }

    /// <summary>True when each alternative has a condition that an index serves.</summary>
    private bool Exist(Condition condition) =>
        Disjunct.Whole(condition).Select(Of).All(static drivers => drivers.Any())
        || Disjunct.Split(condition)?.Select(Of).All(static drivers => drivers.Any()) == true;

    /// <summary>A plan that reads all rows that its drivers meet; null when they are more than <paramref name="most"/>.</summary>
    private async ValueTask<ListPlan?> ChooseAsync(Condition condition, int most)
    {
        var (whole, ofWhole) = await MeasureAsync(Disjunct.Whole(condition), most).ConfigureAwait(false);
        var split = whole is not null && ofWhole <= Few / 10 ? null : Disjunct.Split(condition);
        var (parts, ofParts) = split is null ? (null, 0) : await MeasureAsync(split, most).ConfigureAwait(false);
        return parts is not null && (whole is null || ofParts < ofWhole) ? parts : whole;
    }

    private async ValueTask<(ListPlan? Plan, int Rows)> MeasureAsync(IReadOnlyList<Disjunct> disjuncts, int most)
    {
        var branches = new List<Branch>();
        var rows = 0;
        foreach (var disjunct in disjuncts)
        {
            Branch? best = null;
            var fewest = most - rows + 1;
            foreach (var branch in Of(disjunct))
            {
                var met = fewest == 0 || branch.Seeks > MostSeeks ? fewest : await count(branch, fewest).ConfigureAwait(false);
                if (met < fewest)
                {
                    (best, fewest) = (branch, met);
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
        // Those that are bound to the same of the named fields meet the same rows.
        foreach (var index in indexes.Unordered.Where(index => index.Equal.Any(disjunct.Equal.ContainsKey) && index.IsBoundBy(disjunct))
            .DistinctBy(index => string.Join(' ', index.Equal.Where(disjunct.Equal.ContainsKey).Select(static field => field.Name))))
        {
            yield return new Branch(index, disjunct, sort);
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

    private KindIndex? TermOf(Field field) => indexes.All.FirstOrDefault(index => index.Equal is [var only] && only == field);

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
}
