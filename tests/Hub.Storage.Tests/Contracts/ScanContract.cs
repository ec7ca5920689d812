using Hub.Core.Agents;
using Hub.Core.Inbound;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Views;
using Hub.Storage.Listing;

namespace Hub.Storage.Tests.Contracts;

public abstract class ScanContract : StoreContract
{
    [Fact]
    public async Task Views_that_a_shape_serves_are_read_by_seeks()
    {
        var queues = Sample.Reads(Enumerable.Range(0, 25).Select(i => new QueueId($"que_{i}")));
        var access = new AgentAccess(Sample.Ann, "Ann", false, queues).ToFilter();
        Filter<Ticket>[] filters =
        [
            Filter<Ticket>.Everything, access, access.And(Ticket.Fields.State.In(["new", "open"])),
            access.And(Ticket.Fields.Assignee.IsMissing()).And(Ticket.Fields.State.In(["new", "open"])),
            Ticket.Fields.Tag.In(["vip", "late"]), Ticket.Fields.Term.Is("fields.region=eu").And(access),
            Ticket.Fields.Tag.Is("vip").And(Ticket.Fields.Tag.Is("late")), TicketTerms.Between("amount", TicketTerms.Number("amount", 3), FieldValue.None),
            Ticket.Fields.Term.Is("urgency=high").Or(Ticket.Fields.Tag.Is("vip")).And(access), Ticket.Fields.Tag.Is("vip").And(access), Ticket.Fields.Contact.Is("con_1"),
        ];
        foreach (var filter in filters)
        {
            foreach (var sort in TicketViews.Sorts.Values)
            {
                await ListAsync(new View<Ticket>(filter, sort, IsDescending: true));
            }
            await Engine.Store.CountAsync(filter, 1000, Ct);
        }
        await Engine.Store.ListAsync(new View<Intake>(
            Intake.Fields.State.Is("received").And(Intake.Fields.NextAttemptAt.Between(null, StoreUnderTest.Start)), Intake.Fields.NextAttemptAt),
            new PageRequest(10), Ct);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(25)]
    [InlineData(120)]
    public async Task Every_built_in_view_is_served_for_every_reader(int queues)
    {
        var readable = queues == 0 ? QueueRights.Everything : Sample.Reads(Enumerable.Range(0, queues).Select(i => new QueueId($"que_{i}")));
        var reader = new AgentAccess(Sample.Ann, "Ann", queues == 0, readable);
        foreach (var view in TicketViews.Names.Select(name => TicketViews.For(reader, TicketViews.Find(name, reader)!))
            .Append(TicketViews.For(reader, TicketViews.OfQueue(Sample.Sales))))
        {
            await ListAsync(view);
            await Engine.Store.CountAsync(view.Filter, 1000, Ct);
        }
    }

    [Fact]
    public async Task A_view_without_a_shape_is_refused()
    {
        View<Ticket>[] views =
        [
            new(new Filter<Ticket>.Not(Ticket.Fields.Status.Is("open")), Ticket.Fields.LastActivityAt),
            new(Ticket.Fields.Contact.IsMissing().Or(new Filter<Ticket>.Not(Ticket.Fields.Tag.Is("vip"))), Ticket.Fields.PendingUntil),
        ];
        foreach (var view in views)
        {
            await Should.ThrowAsync<UnboundedViewException>(() => ListAsync(view));
        }
        await Should.ThrowAsync<UnboundedViewException>(async () =>
            await Engine.Store.CountAsync(new Filter<Ticket>.Not(Ticket.Fields.Status.Is("open")), 1000, Ct));
    }

    private async Task ListAsync(View<Ticket> view) => await Engine.Store.ListAsync(view, new PageRequest(50), Ct);
}
