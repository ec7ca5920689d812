using Hub.Core.Agents;
using Hub.Core.Attachments;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Tickets.Conditions;
using Hub.Core.Views;

namespace Hub.Core.Searching;

/// <summary>Something that was found, in its ticket.</summary>
/// <param name="Ticket">The ticket as it is.</param>
/// <param name="Message">The entry that was found; null when the ticket itself was (number, subject, contact, tags, fields).</param>
public sealed record FoundEntry(Ticket Ticket, Message? Message)
{
    /// <summary>The file whose text was found; null when it was not in a file.</summary>
    public Attachment? File { get; init; }
}

/// <summary>A page of finds.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">Where to go on, or null at the end.</param>
/// <param name="IsPartial">True when so many candidates had to be looked at that the page ends before it is full.</param>
/// <param name="Problem">What is wrong with an operator; the page is empty then.</param>
public sealed record FoundPage(IReadOnlyList<FoundEntry> Items, Cursor? Next, bool IsPartial = false, ConditionProblem? Problem = null);

/// <summary>Finds tickets and entries by words, phrases and operators, within what the reader may see.</summary>
public sealed class SearchTickets(IHubStore store, ThreadReader reader, HubDirectory directory, TimeProvider clock)
{
    // Phrases and operators are checked entry by entry; a rare one must not read the whole index.
    private const int MostCandidates = 500;
    private const int MostRounds = 25;

    /// <summary>One page of finds; empty when nothing searchable was typed.</summary>
    public async ValueTask<FoundPage> HandleAsync(string text, PageRequest page, AgentAccess by, CancellationToken ct)
    {
        var expression = SearchExpression.Parse(text);
        var (filter, problem) = SearchOperators.Compile(expression.Operators, by, directory.Current, clock.GetUtcNow());
        if (filter is null)
        {
            return new FoundPage([], null, Problem: problem);
        }
        var phrased = expression.Phrases.SelectMany(static phrase => phrase);
        var query = SearchText.Parse(expression.Words, by.ToLabels());
        if (query is null && expression.Phrases.Count == 0)
        {
            return expression.Operators.Count == 0 ? new FoundPage([], null) : await ListAsync(filter, expression, page, by, ct);
        }
        query = query is null ? new SearchQuery([.. phrased.Distinct()], null, by.ToLabels())
            : query with { Words = [.. query.Words.Concat(phrased).Distinct(StringComparer.Ordinal)] };
        var found = await FindAsync(query, expression, filter, page, by, ct);
        var number = expression.Words.Trim().TrimStart('#');
        return page.After is null && number.Length is > 0 and < 20 && number.All(char.IsAsciiDigit)
            && await reader.FindAsync(number, by, ct) is { } named && filter.Matches(named)
            ? found with { Items = [new FoundEntry(named, null), .. found.Items.Where(find => find.Ticket.Id != named.Id || find.Message is not null)] }
            : found;
    }

    /// <summary>Operators alone: a list of tickets, last activity first.</summary>
    private async ValueTask<FoundPage> ListAsync(Filter<Ticket> filter, SearchExpression expression, PageRequest page, AgentAccess by, CancellationToken ct)
    {
        if (expression.Operators.All(static given => given.IsNegated))
        {
            return new FoundPage([], null, Problem: new ConditionProblem(expression.Operators[0].Key, "A word or an operator without '-' is needed too."));
        }
        var tickets = await store.ListAsync(TicketViews.For(by, filter), page, ct);
        return new FoundPage([.. tickets.Items.Select(static ticket => new FoundEntry(ticket, null))], tickets.Next);
    }

    private async ValueTask<FoundPage> FindAsync(
        SearchQuery query, SearchExpression expression, Filter<Ticket> filter, PageRequest page, AgentAccess by, CancellationToken ct)
    {
        var found = new List<FoundEntry>();
        var next = page.After;
        var candidates = 0;
        for (var round = 0; round < MostRounds; round++)
        {
            var hits = await store.SearchAsync(query, new PageRequest(page.Limit - found.Count, next), ct);
            candidates += hits.Items.Count;
            found.AddRange((await ReadAsync(hits.Items, by, ct)).Where(find => filter.Matches(find.Ticket) && expression.HoldsPhrases(TextOf(find))));
            next = hits.Next;
            if (next is null || found.Count >= page.Limit || candidates >= MostCandidates)
            {
                break;
            }
        }
        return new FoundPage(found, next, IsPartial: next is not null && found.Count < page.Limit);
    }

    private async ValueTask<IReadOnlyList<FoundEntry>> ReadAsync(IReadOnlyList<SearchHit> hits, AgentAccess access, CancellationToken ct)
    {
        var messages = (await FindAllAsync<Message>(hits, ct)).ToDictionary(static message => message.Key);
        var files = (await FindAllAsync<Attachment>(hits, ct)).ToDictionary(static file => file.Key);
        // What was merged is found where it continues.
        var tickets = await new TicketFamily(store).FindAsync(hits.Select(static hit => new TicketId(hit.Group.Key)), ct);
        // Labels follow a move a moment later; what is shown is decided by the ticket as it is.
        return
        [
            .. from hit in hits
               let ticket = tickets.EndOf(new TicketId(hit.Group.Key))
               where ticket is not null && access.CanRead(ticket)
               let message = messages.GetValueOrDefault(hit.Document.Key)
               let file = files.GetValueOrDefault(hit.Document.Key)
               where message is not null || file is not null || hit.Document == ticket.ToRef()
               select new FoundEntry(ticket, message) { File = file },
        ];
    }

    private async ValueTask<IReadOnlyList<T>> FindAllAsync<T>(IReadOnlyList<SearchHit> hits, CancellationToken ct)
        where T : Document<T>, IDocument<T>
    {
        var ids = hits.Where(static hit => hit.Document.Kind == T.Kind.Name).Select(static hit => new DocId<T>(hit.Document.Key)).ToList();
        return ids.Count == 0 ? [] : await store.FindManyAsync(ids, ct);
    }

    private static string TextOf(FoundEntry find) => find switch
    {
        { File: { } file } => Attachment.Kind.SearchTextOf(file) ?? "",
        { Message: { } message } => Message.Kind.SearchTextOf(message) ?? "",
        _ => Ticket.Kind.SearchTextOf(find.Ticket) ?? "",
    };
}
