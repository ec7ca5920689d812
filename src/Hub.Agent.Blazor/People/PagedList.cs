using Hub.Agent.Blazor.State;
using Hub.Core.Storage;

namespace Hub.Agent.Blazor.People;

/// <summary>A list that is read page by page; what was asked last wins.</summary>
/// <param name="readAsync">Reads a page.</param>
public sealed class PagedList<T>(Func<PageRequest, CancellationToken, ValueTask<Page<T>>> readAsync)
{
    private const int PageSize = 30;
    private const int MostRefreshed = 300;
    private Cursor? _next;
    private int _asked;

    public IReadOnlyList<T> Items { get; private set; } = [];

    public bool HasMore => _next is not null;

    public PanePhase Phase { get; private set; } = PanePhase.Loading;

    /// <summary>Reads from the beginning.</summary>
    public Task StartAsync(CancellationToken ct) => ReadAsync([], new PageRequest(PageSize), ct);

    /// <summary>Reads again as much as is shown, 300 at most: nobody is thrown back to the first page.</summary>
    public Task RefreshAsync(CancellationToken ct) => ReadAsync([], new PageRequest(Math.Clamp(Items.Count, PageSize, MostRefreshed)), ct);

    /// <summary>Reads the next page, if there is one.</summary>
    public Task MoreAsync(CancellationToken ct) => HasMore ? ReadAsync(Items, new PageRequest(PageSize, _next), ct) : Task.CompletedTask;

    private async Task ReadAsync(IReadOnlyList<T> before, PageRequest request, CancellationToken ct)
    {
        var asked = ++_asked;
        try
        {
            var page = await readAsync(request, ct);
            if (asked == _asked)
            {
                (Items, _next, Phase) = ([.. before, .. page.Items], page.Next, PanePhase.Ready);
            }
        }
        catch (StoreUnavailableException)
        {
            Phase = asked == _asked ? PanePhase.Failed : Phase;
        }
    }
}
