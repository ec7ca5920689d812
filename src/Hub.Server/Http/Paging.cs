using Hub.Core.Storage;
using Hub.Server.Http.Shapes;

namespace Hub.Server.Http;

/// <summary><c>limit</c> and <c>cursor</c> of lists.</summary>
public static class Paging
{
    public const int Default = 50;
    private const int Most = 200;

    /// <summary>The page asked for.</summary>
    /// <exception cref="InvalidRequestException">The limit is not between 1 and 200.</exception>
    public static PageRequest Of(int? limit, string? cursor) => limit is < 1 or > Most
        ? throw new InvalidRequestException("limit", $"Between 1 and {Most}.")
        : new PageRequest(limit ?? Default, string.IsNullOrEmpty(cursor) ? null : new Cursor(cursor));

    /// <summary>The page as it is answered.</summary>
    public static PageResponse<TShape> To<T, TShape>(this Page<T> page, Func<T, TShape> shape) =>
        new([.. page.Items.Select(shape)], page.Next?.Text);
}
