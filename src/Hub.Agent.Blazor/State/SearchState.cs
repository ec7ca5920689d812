using Hub.Core.Searching;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Agent.Blazor.State;

/// <summary>One find: the ticket and the words around what was looked for.</summary>
public sealed record FoundTicket(Ticket Ticket, string? Snippet, string? Author);

/// <summary>Search as somebody types: the newest question wins.</summary>
public sealed class SearchState(SearchTickets search, ConsoleSession session, TimeProvider clock) : ObservableState, IDisposable
{
    private const int PageSize = 40;
    private const int SnippetLength = 140;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(180);
    private CancellationTokenSource? _running;

    public string Text { get; private set; } = "";

    public PanePhase Phase { get; private set; } = PanePhase.Ready;

    public IReadOnlyList<FoundTicket> Hits { get; private set; } = [];

    /// <summary>Whether so much had to be looked at that there may be more.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>What is wrong with an operator; null when nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Looks for a text after a short pause, unless more is typed meanwhile.</summary>
    public async Task LookAsync(string text)
    {
        if (text == Text)
        {
            return;
        }
        _running?.Cancel();
        _running?.Dispose();
        using var own = CancellationTokenSource.CreateLinkedTokenSource(session.Ended);
        _running = own;
        (Text, Phase) = (text, PanePhase.Loading);
        Notify();
        try
        {
            await Task.Delay(Pause, clock, own.Token);
            Hits = await FindAsync(text, own.Token);
            Phase = PanePhase.Ready;
        }
        catch (OperationCanceledException)
        {
            // A newer question is under way and will show its own answer.
            return;
        }
        catch (StoreUnavailableException)
        {
            Phase = PanePhase.Failed;
        }
        finally
        {
            if (_running == own)
            {
                _running = null;
            }
        }
        Notify();
    }

    public void Dispose() => _running?.Cancel();

    private async Task<IReadOnlyList<FoundTicket>> FindAsync(string text, CancellationToken ct)
    {
        var expression = SearchExpression.Parse(text);
        var words = SearchText.Words(expression.Words).Concat(expression.Phrases.SelectMany(static phrase => phrase)).ToList();
        var page = await search.HandleAsync(text, new PageRequest(PageSize), session.Access, ct);
        (IsPartial, Problem) = (page.IsPartial, page.Problem?.Text);
        return
        [
            .. page.Items.DistinctBy(static hit => hit.Ticket.Id).Select(hit => hit switch
            {
                { Message: { } message } => new FoundTicket(hit.Ticket, SnippetOf(message.VisibleText ?? message.Text, words), message.Author.Name),
                { File: { } file } => new FoundTicket(hit.Ticket, SnippetOf(file.Text ?? "", words), file.Name),
                _ => new FoundTicket(hit.Ticket, hit.Ticket.Preview, null),
            }),
        ];
    }

    private static string SnippetOf(string body, IReadOnlyList<string> words)
    {
        var text = string.Join(' ', body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var at = words.Select(word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase)).Where(static i => i >= 0).DefaultIfEmpty(0).Min();
        var from = Math.Max(0, at - (SnippetLength / 3));
        var cut = text.Substring(from, Math.Min(SnippetLength, text.Length - from));
        return (from > 0 ? "… " : "") + cut;
    }
}
