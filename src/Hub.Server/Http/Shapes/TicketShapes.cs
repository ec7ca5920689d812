using Hub.Core.Agents;
using Hub.Core.Searching;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Server.Http.Shapes;

/// <summary>Shapes tickets and entries for one reader. Answers and events get them here alone, so that none says more than
/// <see cref="Disclosure"/> allows.</summary>
public sealed class TicketShapes(Disclosure disclosure, HubDirectory directory)
{
    /// <summary>A ticket.</summary>
    public async ValueTask<TicketResponse> OfAsync(Ticket ticket, AgentAccess by, CancellationToken ct) =>
        TicketResponse.Of(await disclosure.TellAsync(ticket, by, ct), directory.Current);

    /// <summary>Tickets, in their order.</summary>
    public async ValueTask<IReadOnlyList<TicketResponse>> OfAsync(IReadOnlyList<Ticket> tickets, AgentAccess by, CancellationToken ct)
    {
        var disclosed = await disclosure.ForAsync(by, tickets, [], ct);
        var names = directory.Current;
        return [.. tickets.Select(ticket => TicketResponse.Of(disclosed.Tell(ticket), names))];
    }

    /// <summary>A page of tickets.</summary>
    public async ValueTask<PageResponse<TicketResponse>> OfAsync(Page<Ticket> page, AgentAccess by, CancellationToken ct) =>
        new(await OfAsync(page.Items, by, ct), page.Next?.Text);

    /// <summary>An entry of a ticket.</summary>
    public async ValueTask<MessageResponse> OfAsync(Message entry, Ticket ticket, AgentAccess by, CancellationToken ct) =>
        (await OfAsync([entry], ticket, by, ct))[0];

    /// <summary>Entries of a ticket, in their order.</summary>
    public ValueTask<IReadOnlyList<MessageResponse>> OfAsync(IReadOnlyList<Message> entries, Ticket ticket, AgentAccess by, CancellationToken ct) =>
        OfAsync([.. entries.Select(entry => new MergedEntry(entry, ticket.Number))], ticket, by, ct);

    /// <summary>Entries of a ticket and of those merged into it, in their order.</summary>
    public async ValueTask<IReadOnlyList<MessageResponse>> OfAsync(IReadOnlyList<MergedEntry> entries, Ticket ticket, AgentAccess by, CancellationToken ct)
    {
        var disclosed = await disclosure.ForAsync(by, [ticket], [.. entries.Select(static entry => entry.Message)], ct);
        var names = directory.Current;
        return [.. entries.Select(entry => MessageResponse.Of(disclosed.Tell(entry.Message), entry.Number, names))];
    }

    /// <summary>What a search found.</summary>
    public async ValueTask<IReadOnlyList<SearchHitResponse>> OfAsync(IReadOnlyList<FoundEntry> finds, AgentAccess by, CancellationToken ct)
    {
        var disclosed = await disclosure.ForAsync(
            by, [.. finds.Select(static find => find.Ticket)], [.. finds.Select(static find => find.Message).OfType<Message>()], ct);
        var names = directory.Current;
        return [.. finds.Select(find => new SearchHitResponse(
            TicketResponse.Of(disclosed.Tell(find.Ticket), names),
            find.Message is { } message ? MessageResponse.Of(disclosed.Tell(message), find.Ticket.Number, names) : null,
            find.File is { } file ? new Reference(file.Id.Value, file.Name) : null))];
    }

    /// <summary>A ticket as it was.</summary>
    public async ValueTask<TicketResponse> OfAsync(TicketAsItWas was, Ticket now, AgentAccess by, CancellationToken ct)
    {
        var names = directory.Current;
        var disclosed = await disclosure.ForAsync(by, [now with { Links = was.Header.Links }], [], ct);
        var isThere = names.PathOf(was.Header.Queue) == was.Queue;
        var queue = disclosed.Tell(was).Queue;
        return TicketResponse.Of(disclosed.Tell(was.Header), names) with
        {
            // Names are those of then; an id is empty when nothing of that name is left.
            Queue = new Reference(isThere && queue != Disclosure.HiddenQueue ? was.Header.Queue.Value : "", queue.Split("::")[^1]),
            Assignee = was.Assignee is { } assignee ? new Reference(was.Header.Assignee?.Value ?? "", assignee) : null,
            Responsible = was.Responsible is { } responsible ? new Reference(was.Header.Responsible?.Value ?? "", responsible) : null,
        };
    }
}
