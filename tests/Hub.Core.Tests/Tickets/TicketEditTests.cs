using Hub.Core.Tickets;
using static Hub.Core.Tests.Tickets.Samples;

namespace Hub.Core.Tests.Tickets;

public sealed class TicketEditTests
{
    [Fact]
    public void Entries_are_numbered_without_gaps_and_notes_leave_no_gap_for_the_visitor()
    {
        var edit = new TicketEdit(Asked(), Noon);
        edit.Record("priority", "low", "high", Anna);
        edit.Add(PublicFrom(Anna, "On its way") with { MessageKind = MessageKind.Note });
        var reply = edit.Add(PublicFrom(Anna, "A new one is on its way"));

        edit.Added.Select(static entry => entry.Seq).ShouldBe([3L, 4L, 5L]);
        edit.Added.Select(static entry => entry.Rev).ShouldBe([3L, 4L, 5L]);
        edit.Added.Select(static entry => entry.PublicSeq).ShouldBe([null, null, 2L]);
        reply.PublicRev.ShouldBe(2L);
        edit.Ticket.LastSeq.ShouldBe(5);
        edit.Ticket.LastPublicSeq.ShouldBe(2);
    }

    [Fact]
    public void A_changed_entry_gets_a_new_revision_and_keeps_its_place()
    {
        var edit = new TicketEdit(Asked(), Noon);
        var sent = edit.Add(PublicFrom(Anna, "Hello"));
        var next = new TicketEdit(edit.Ticket, Noon.AddMinutes(1));
        var after = next.Update(sent, static entry => entry with { Delivery = new Delivery(DeliveryState.Read, Noon) });

        after.Seq.ShouldBe(sent.Seq);
        after.PublicSeq.ShouldBe(sent.PublicSeq);
        after.Rev.ShouldBe(edit.Ticket.LastRev + 1);
        after.PublicRev.ShouldBe(edit.Ticket.LastPublicRev + 1);
        next.Ticket.LastRev.ShouldBe(after.Rev);
        next.Ticket.LastSeq.ShouldBe(edit.Ticket.LastSeq);
    }

    [Fact]
    public void A_delivery_change_of_an_activity_stays_hidden_from_the_visitor()
    {
        var edit = new TicketEdit(Asked(), Noon);
        var receipt = edit.Record("receipt", null, "carla@example.org", Actor.Rule("receipt"));
        var next = new TicketEdit(edit.Ticket, Noon);
        next.Update(receipt, static entry => entry with { Delivery = new Delivery(DeliveryState.Sent, Noon) });
        next.Ticket.LastPublicRev.ShouldBe(edit.Ticket.LastPublicRev);
    }

    [Fact]
    public void The_tail_tells_whether_anybody_else_wrote_after_an_entry()
    {
        var edit = new TicketEdit(Asked(), Noon);
        edit.Add(PublicFrom(Anna, "one"));
        edit.Add(PublicFrom(Anna, "two"));
        edit.Ticket.NewestPublicSeqByOthers(Anna).ShouldBe(2);
        edit.Ticket.NewestPublicSeqByOthers(Ben).ShouldBe(4);
        edit.Ticket.NewestPublicSeqByOthers(Carla).ShouldBe(4);
    }

    [Fact]
    public void The_preview_is_one_short_line()
    {
        var edit = new TicketEdit(Asked(), Noon);
        edit.Add(PublicFrom(Carla, "First\n\n  second " + new string('x', 400)));
        edit.Ticket.Preview.Length.ShouldBe(160);
        edit.Ticket.Preview.ShouldStartWith("First second xxx");
        edit.Ticket.Preview.ShouldEndWith("…");
    }

    [Fact]
    public void An_edit_without_changes_is_empty() => new TicketEdit(Asked(), Noon.AddHours(1)).IsEmpty.ShouldBeTrue();
}
