namespace Hub.Storage.Listing;

/// <summary>What a plan may choose from.</summary>
/// <param name="All">The indexes of a kind, that on the id last.</param>
/// <param name="MostSeeks">Index seeks the engine still merges in order; beyond that a row by row check is better.</param>
internal sealed record KindIndexes(IReadOnlyList<KindIndex> All, int MostSeeks)
{
    /// <summary>One for each combination of bound fields: where order does not matter, the others meet the same rows.</summary>
    public IReadOnlyList<KindIndex> Unordered { get; } = [.. All.DistinctBy(static index => string.Join(' ', index.Equal.Select(static field => field.Name)))];
}
