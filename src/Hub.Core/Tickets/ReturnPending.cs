using Hub.Core.Agents;
using Hub.Core.Ports;
using Hub.Core.Storage;

namespace Hub.Core.Tickets;

/// <summary>Opens pending tickets whose time has come. What is due stands in an index, so nothing needs to be remembered over a restart.</summary>
public sealed class ReturnPending(ThreadWriter writer, IHubStore store, HubDirectory directory, TimeProvider clock)
{
    private const int Batch = 200;

    /// <summary>Opens all that are due; answers how many. Safe on several nodes at once: each ticket opens once.</summary>
    public async ValueTask<int> HandleAsync(CancellationToken ct)
    {
        var opened = 0;
        while (true)
        {
            var due = Ticket.Fields.State.Is(nameof(TicketState.Pending)).And(
                Ticket.Fields.PendingUntil.Between(null, clock.GetUtcNow().AddMilliseconds(1)));
            var page = await store.ListAsync(new View<Ticket>(due, Ticket.Fields.PendingUntil), new PageRequest(Batch), ct);
            foreach (var ticket in page.Items)
            {
                opened += await OpenAsync(ticket.Id, ct) ? 1 : 0;
            }
            if (page.Items.Count < Batch)
            {
                return opened;
            }
        }
    }

    private ValueTask<bool> OpenAsync(TicketId id, CancellationToken ct) => writer.ChangeAsync(id, (ticket, now) =>
    {
        if (ticket.State != TicketState.Pending || ticket.PendingUntil is not { } until || until > now)
        {
            return ValueTask.FromResult(new Decision<bool>(false));
        }
        var edit = new TicketEdit(ticket, now);
        TicketRules.SetStatus(edit, TicketStatuses.Of(TicketState.Open), TicketState.Open, null, Actor.Rule("pending"), "time has come");
        // On top of the queue, as if somebody had just written.
        edit.Set(before => before with { LastActivityAt = now });
        StandIn.ApplyWhenOpened(edit, directory.Current);
        return ValueTask.FromResult(new Decision<bool>(true, edit));
    }, notFound: false, ct);
}
