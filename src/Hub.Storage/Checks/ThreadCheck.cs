using System.Runtime.CompilerServices;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Storage.Checks;

/// <summary>Each ticket's entries against each other and against its header; and that no entry is without its ticket.</summary>
internal sealed class ThreadCheck(IHubStore store, IStoreInspection inspection)
{
    private const int EntriesAtATime = 500;
    private const int MostTries = 20;

    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var document in inspection.ReadAllAsync(Ticket.Kind, ct).ConfigureAwait(false))
        {
            foreach (var finding in await CheckAsync((Ticket)document, ct).ConfigureAwait(false))
            {
                yield return finding;
            }
        }
        var known = default(TicketId?);
        await foreach (var document in inspection.ReadAllAsync(Message.Kind, ct).ConfigureAwait(false))
        {
            var message = (Message)document;
            if (message.Ticket == known || await store.FindAsync(message.Ticket, ct).ConfigureAwait(false) is not null)
            {
                known = message.Ticket;
            }
            else
            {
                yield return new Finding("header", $"message {message.Id}", $"its ticket {message.Ticket} does not exist");
            }
        }
    }

    /// <summary>A thread that moves while it is read is read again.</summary>
    private async Task<IReadOnlyList<Finding>> CheckAsync(Ticket ticket, CancellationToken ct)
    {
        IReadOnlyList<Finding> findings = [];
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            findings = await ReadAsync(ticket, ct).ConfigureAwait(false);
            var now = await store.FindAsync(ticket.Id, ct).ConfigureAwait(false);
            if (findings.Count == 0 || now is null)
            {
                return [];
            }
            if (now.Version == ticket.Version)
            {
                return findings;
            }
            ticket = now;
        }
        return findings;
    }

    private async Task<IReadOnlyList<Finding>> ReadAsync(Ticket ticket, CancellationToken ct)
    {
        var thread = new ThreadTally(ticket);
        var view = new View<Message>(Message.Fields.Ticket.Is(ticket.Id.Value), Message.Fields.Seq);
        Cursor? cursor = null;
        do
        {
            var page = await store.ListAsync(view, new PageRequest(EntriesAtATime, cursor), ct).ConfigureAwait(false);
            foreach (var message in page.Items)
            {
                thread.Add(message);
            }
            cursor = page.Next;
        }
        while (cursor is not null);
        return thread.Close();
    }
}
