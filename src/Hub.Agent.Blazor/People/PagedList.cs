using Hub.Agent.Blazor.State;
using Hub.Core.Storage;

namespace Hub.Agent.Blazor.People;

/// <summary>A list that is read page by page; what was asked last wins.</summary>
/// <param name="readAsync">Reads a page.</param>
public sealed class PagedList<T>(Func<PageRequest, CancellationToken, ValueTask<Page<T>>> readAsync)
{
    private const int PageSize = 30;
    private Cursor? _next;
    private int _asked;

    public IReadOnlyList<T> Items { get; private set; } = [];

    public bool HasMore => _next is not null;

    public PanePhase Phase { get; private set; } = PanePhase.Loading;

    /// <summary>Reads from the beginning.</summary>
    public Task StartAsync(CancellationToken ct)
    {
        _next = null;
        return ReadAsync([], ct);
    }

    /// <summary>Reads the next page, if there is one.</summary>
    public Task MoreAsync(CancellationToken ct) => HasMore ? ReadAsync(Items, ct) : Task.CompletedTask;

    private async Task ReadAsync(IReadOnlyList<T> before, CancellationToken ct)
    {
        var asked = ++_asked;
        try
        {
            var page = await readAsync(new PageRequest(PageSize, _next), ct);
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
