using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Storage.Listing;

/// <summary>Where an <see cref="IndexShape"/> lives: an index of the kind's own table or collection, or rows of a term table.</summary>
/// <param name="Name">Index name; of no meaning for a term shape.</param>
/// <param name="Equal">Fields bound by equality, in index order.</param>
/// <param name="Sort">Field that orders; null for the id.</param>
/// <param name="TermNumber">Number of the term shape; null for an index of the table or collection.</param>
internal sealed record KindIndex(string Name, IReadOnlyList<Field> Equal, Field? Sort, int? TermNumber)
{
    /// <summary>Whether every field of it is bound: to values looked for, or to all there are.</summary>
    public bool IsBoundBy(Disjunct disjunct) => Equal.All(field => disjunct.Equal.ContainsKey(field) || field.Closed is not null);
}
