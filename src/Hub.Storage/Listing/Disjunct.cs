using Hub.Core.Views;

namespace Hub.Storage.Listing;

/// <summary>One way to satisfy a filter: values for some fields, and conditions that are checked row by row.</summary>
/// <param name="Equal">Fields bound to a set of values; "no value" of a single-valued field is the value stored for it.</param>
/// <param name="Rest">Everything else.</param>
internal sealed record Disjunct(IReadOnlyDictionary<Field, IReadOnlyList<StoredValue>> Equal, IReadOnlyList<Condition> Rest)
{
    private const int MostDisjuncts = 64;

    /// <summary>The filter with its "any of" parts kept whole, to be checked row by row.</summary>
    public static IReadOnlyList<Disjunct> Whole(Condition condition) => Make(Flatten(condition)) is { } one ? [one] : [];

    /// <summary>The filter as alternatives without "any of" parts; null when there would be too many of them.</summary>
    public static IReadOnlyList<Disjunct>? Split(Condition condition)
    {
        List<List<Condition>> alternatives = [[]];
        foreach (var part in Flatten(condition))
        {
            if (part is not Condition.AnyOf any)
            {
                alternatives.ForEach(alternative => alternative.Add(part));
                continue;
            }
            var branches = any.Parts.Select(static branch => Flatten(branch).ToList()).ToList();
            if (alternatives.Count * branches.Count > MostDisjuncts)
            {
                return null;
            }
            alternatives = [.. alternatives.SelectMany(_ => branches, static (alternative, branch) => (List<Condition>)[.. alternative, .. branch])];
        }
        return [.. alternatives.Select(static alternative => Make(alternative)).OfType<Disjunct>()];
    }

    /// <summary>Null when the parts exclude each other.</summary>
    private static Disjunct? Make(IEnumerable<Condition> parts)
    {
        var equal = new Dictionary<Field, IReadOnlyList<StoredValue>>();
        var rest = new List<Condition>();
        foreach (var part in parts)
        {
            var (field, values) = part switch
            {
                Condition.OneOf among => (among.Field, among.Values),
                Condition.NoValue { Field.IsMulti: false } missing => (missing.Field, [StoredValue.Of(missing.Field, FieldValue.None)]),
                _ => (null, []),
            };
            if (field is null)
            {
                rest.Add(part);
            }
            else if (!equal.TryGetValue(field, out var before))
            {
                equal[field] = values;
            }
            else if (field.IsMulti)
            {
                rest.Add(part);
            }
            else
            {
                equal[field] = [.. before.Intersect(values)];
            }
        }
        return equal.Values.Any(static values => values.Count == 0) ? null : new Disjunct(equal, rest);
    }

    private static IEnumerable<Condition> Flatten(Condition condition) => condition switch
    {
        Condition.AllOf all => all.Parts.SelectMany(Flatten),
        Condition.AnyOf { Parts: [var only] } => Flatten(only),
        _ => [condition],
    };
}
