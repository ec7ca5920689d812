using Hub.Core.Storage;

namespace Hub.Storage.Listing;

/// <summary>What both engines demand of an index over a multi-valued field.</summary>
internal static class MultiValued
{
    /// <summary>Such an index begins with that field; the fields that follow have one value each.</summary>
    /// <exception cref="InvalidOperationException">The catalogue has another.</exception>
    public static void Check(DocumentKind kind)
    {
        foreach (var shape in kind.AllIndexes.Where(static shape => shape.EqualFields.Any(static field => field.IsMulti)))
        {
            if (!shape.EqualFields[0].IsMulti || shape.EqualFields.Skip(1).Any(static field => field.IsMulti))
            {
                throw new InvalidOperationException(
                    $"Kind '{kind.Name}': an index over a multi-valued field begins with it, and only fields of one value follow.");
            }
        }
    }
}
