using Hub.Core.Inboxes;
using Hub.Core.Tickets;
using static Hub.Core.Tests.Tickets.Samples;

namespace Hub.Core.Tests.Tickets;

public sealed class TicketRulesTests
{
    [Fact]
    public void A_new_ticket_waits_since_the_customers_first_message()
    {
        var ticket = Asked();
        ticket.State.ShouldBe(TicketState.New);
        ticket.WaitingSince.ShouldBe(Noon);
        ticket.Channels.ShouldBe([ChannelKind.Chat]);
        ticket.Preview.ShouldBe("The kettle leaks");
    }

    [Fact]
    public void The_first_answer_opens_the_ticket_and_makes_its_writer_the_assignee()
    {
        var edit = new TicketEdit(Asked(), Noon);
        TicketRules.Answer(edit, PublicFrom(Anna, "Sorry!"), AnnaId, "Anna");
        edit.Ticket.State.ShouldBe(TicketState.Open);
        edit.Ticket.Assignee.ShouldBe(AnnaId);
        edit.Ticket.WaitingSince.ShouldBeNull();
        edit.Added.Select(static entry => entry.Change?.What).ShouldBe([null, "status", "assignee"]);
    }

    [Fact]
    public void An_answer_to_a_colleagues_ticket_leaves_the_assignee()
    {
        var edit = new TicketEdit(Asked() with { Assignee = AnnaId, State = TicketState.Open, Status = "open" }, Noon);
        TicketRules.Answer(edit, PublicFrom(Ben, "I help out"), BenId, "Ben");
        edit.Ticket.Assignee.ShouldBe(AnnaId);
        edit.Added.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(TicketState.New, true, TicketState.New)]
    [InlineData(TicketState.Open, true, TicketState.Open)]
    [InlineData(TicketState.Pending, false, TicketState.Open)]
    [InlineData(TicketState.Closed, true, TicketState.Open)]
    [InlineData(TicketState.Closed, false, TicketState.Closed)]
    public void A_customers_message_opens_what_waits_and_what_the_policy_lets_reopen(TicketState before, bool reopens, TicketState after)
    {
        var edit = new TicketEdit(Asked() with { State = before, Status = TicketStatuses.Of(before) }, Noon.AddDays(1));
        TicketRules.Receive(edit, PublicFrom(Carla, "Any news?"), null, reopens);
        edit.Ticket.State.ShouldBe(after);
        edit.Added[0].Text.ShouldBe("Any news?");
        edit.Added.Count.ShouldBe(before == after ? 1 : 2);
    }

    [Fact]
    public void Closing_stores_when_and_reopening_forgets_it()
    {
        var closing = new TicketEdit(Asked(), Noon.AddHours(1));
        TicketRules.SetStatus(closing, "closed", TicketState.Closed, null, Anna);
        closing.Ticket.ClosedAt.ShouldBe(Noon.AddHours(1));
        closing.Ticket.WaitingSince.ShouldBeNull();
        closing.Added.Single().Change.ShouldBe(new Change("status", "new", "closed", Anna, null));

        var opening = new TicketEdit(closing.Ticket, Noon.AddHours(2));
        TicketRules.SetStatus(opening, "open", TicketState.Open, null, Anna);
        opening.Ticket.ClosedAt.ShouldBeNull();
    }

    [Fact]
    public void Setting_the_status_it_has_records_nothing()
    {
        var edit = new TicketEdit(Asked(), Noon);
        TicketRules.SetStatus(edit, "new", TicketState.New, null, Anna);
        edit.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_line_is_kept_once_and_the_used_one_stands_last()
    {
        var chat = new Conversation(new InboxId("inb_chat"), ChannelKind.Chat, "vis_1", null, Noon);
        var mail = new Conversation(new InboxId("inb_mail"), ChannelKind.Email, "carla@example.org", "Carla", Noon);
        var lines = TicketRules.WithLine(TicketRules.WithLine([chat], mail), chat with { LastMessageAt = Noon.AddHours(1) });
        lines.Select(static line => line.Address).ShouldBe(["carla@example.org", "vis_1"]);
    }

    [Fact]
    public void A_long_chain_of_references_keeps_its_first_and_its_last()
    {
        var chain = TicketRules.ChainOf([.. Enumerable.Range(0, 30).Select(static i => $"m{i}")], "newest");
        chain.Count.ShouldBe(20);
        chain[0].ShouldBe("m0");
        chain[^1].ShouldBe("newest");
    }

    [Fact]
    public void At_most_forty_people_take_part()
    {
        var edit = new TicketEdit(Asked(), Noon);
        TicketRules.AddParticipants(edit, Enumerable.Range(0, 60).Select(static i => new Participant($"p{i}@example.org", null, ParticipantRole.Copy)));
        edit.Ticket.Participants.Count.ShouldBe(40);
    }
}
