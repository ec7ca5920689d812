using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Views;

namespace Hub.Core.Tickets;

/// <summary>An entry that was found, with its ticket.</summary>
public sealed record FoundEntry(Ticket Ticket, Message Message);

/// <summary>Finds entries by words, within what the reader may see.</summary>
public sealed class SearchTickets(IHubStore store)
{
    private static readonly Page<FoundEntry> Nothing = new([], null);

    /// <summary>One page of entries, newest first; empty when nothing searchable was typed.</summary>
    public async ValueTask<Page<FoundEntry>> HandleAsync(string text, PageRequest page, AgentAccess reader, CancellationToken ct)
    {
        if (SearchText.Parse(text, reader.ToLabels()) is not { } query)
        {
            return Nothing;
        }
        var hits = await store.SearchAsync(query, page, ct);
        var messages = (await store.FindManyAsync<Message>([.. hits.Items.Select(static hit => new MessageId(hit.Document.Key))], ct))
            .ToDictionary(static message => message.Id);
        var tickets = (await store.FindManyAsync<Ticket>([.. hits.Items.Select(static hit => new TicketId(hit.Group.Key)).Distinct()], ct))
            .ToDictionary(static ticket => ticket.Id);
        var found = from hit in hits.Items
                    let message = messages.GetValueOrDefault(new MessageId(hit.Document.Key))
                    let ticket = tickets.GetValueOrDefault(new TicketId(hit.Group.Key))
                    // Labels follow a move a moment later; what is shown is decided by the ticket as it is.
                    where message is not null && ticket is not null && reader.CanRead(ticket)
                    select new FoundEntry(ticket, message);
        return new Page<FoundEntry>([.. found], hits.Next);
    }
}
