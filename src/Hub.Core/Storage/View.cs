using Hub.Core.Views;

namespace Hub.Core.Storage;

/// <summary>A question for a page of documents: which ones, in which order. Must be served by a declared index shape.</summary>
/// <param name="Filter">Which documents.</param>
/// <param name="Sort">By which field; null sorts by id (creation).</param>
/// <param name="IsDescending">True for the highest first; the id breaks ties in the same direction.</param>
public sealed record View<T>(Filter<T> Filter, Field<T>? Sort = null, bool IsDescending = false) where T : Document;

/// <summary>Which part of a list is wanted.</summary>
/// <param name="Limit">1 to 1,000 documents.</param>
/// <param name="After">Where the previous page ended; null for the first page.</param>
public readonly record struct PageRequest(int Limit, Cursor? After = null);

/// <summary>Part of a list.</summary>
/// <param name="Items">In the view's order.</param>
/// <param name="Next">Where to go on, or null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, Cursor? Next);

/// <summary>An opaque position in one view: sort key and id of the last document seen. Base64url text outside.</summary>
public sealed record Cursor(string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>The cursor is not of this view, or damaged. The caller sent something it was never given.</summary>
public sealed class InvalidCursorException() : Exception("The cursor does not belong to this list.");
