using Hub.Core.Contacts;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Queues;
using Hub.Core.Tests.Tickets;
using Hub.Core.Tickets;

namespace Hub.Core.Tests.Inbound;

public sealed class ReceiveChatMessageTests
{
    [Fact]
    public async Task The_first_message_makes_contact_ticket_and_message_in_one_commit()
    {
        await using var desk = await ChatDesk.OpenAsync();
        var visitor = await desk.VisitAsync(new VisitorIdentity("Carla", "carla@example.org"));
        var commits = desk.Node.Store.Commits;

        var sent = await desk.SendAsync(visitor, "c1", "My kettle leaks\nSince Monday");

        desk.Node.Store.Commits.ShouldBe(commits + 1);
        sent.Seq.ShouldBe(1);
        var ticket = await desk.TicketAsync(sent.Visitor);
        (ticket.Number, ticket.Subject, ticket.State, ticket.ContactName).ShouldBe((sent.Number, "My kettle leaks", TicketState.New, "Carla"));
        (await desk.AllAsync<Contact>()).Single().Email.ShouldBe("carla@example.org");
    }

    [Fact]
    public async Task Later_messages_are_taken_without_a_read()
    {
        await using var desk = await ChatDesk.OpenAsync();
        var visitor = (await desk.SendAsync(await desk.VisitAsync(), "c1")).Visitor;
        var (finds, lists) = (desk.Node.Store.Finds, desk.Node.Store.ListsRead);
        for (var i = 2; i <= 10; i++)
        {
            (await desk.SendAsync(visitor, $"c{i}")).Seq.ShouldBe(i);
        }
        (desk.Node.Store.Finds, desk.Node.Store.ListsRead).ShouldBe((finds, lists));
    }

    [Fact]
    public async Task The_same_message_ten_times_at_once_is_one_message()
    {
        await using var desk = await ChatDesk.OpenAsync();
        var visitor = await desk.VisitAsync();
        var first = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => desk.SendAsync(visitor, "c1"))));
        var later = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => desk.SendAsync(first[0].Visitor, "c2"))));

        first.Select(static sent => (sent.Number, sent.Seq, sent.At)).Distinct().Count().ShouldBe(1);
        later.Select(static sent => (sent.Number, sent.Seq, sent.At)).Distinct().Single().Seq.ShouldBe(2);
        (await desk.AllAsync<Ticket>()).Count.ShouldBe(1);
        (await desk.AllAsync<Contact>()).Count.ShouldBe(1);
        (await desk.AllAsync<Message>()).Count(static m => m.MessageKind == MessageKind.Public).ShouldBe(2);
    }

    [Fact]
    public async Task A_claimed_address_does_not_lead_to_the_contact_that_has_it()
    {
        await using var desk = await ChatDesk.OpenAsync();
        var owner = await desk.SendAsync(await desk.VisitAsync(new VisitorIdentity("Carla", "carla@example.org")), "c1");
        var stranger = await desk.SendAsync(await desk.VisitAsync(new VisitorIdentity("Mallory", "Carla@Example.org")), "c1");

        stranger.Visitor.Contact.ShouldNotBe(owner.Visitor.Contact);
        stranger.Visitor.Ticket.ShouldNotBe(owner.Visitor.Ticket);
        var message = (await desk.AfterAsync(stranger.Visitor, 0)).Entries.Single().Message;
        (message.Author.Address, message.Trust).ShouldBe(("Carla@Example.org", SenderTrust.Unverified));
        (await desk.AllAsync<Contact>()).Count(static c => c.Email == "carla@example.org").ShouldBe(1);
    }

    [Fact]
    public async Task A_message_to_a_closed_ticket_opens_it_again()
    {
        await using var desk = await ChatDesk.OpenAsync();
        var visitor = (await desk.SendAsync(await desk.VisitAsync(), "c1")).Visitor;
        await desk.CloseAsync(visitor.Ticket!.Value);
        await desk.SendAsync(visitor, "c2");
        (await desk.TicketAsync(visitor)).State.ShouldBe(TicketState.Open);
    }

    [Fact]
    public async Task Where_the_queue_wants_a_new_ticket_the_visitor_goes_on_in_it_without_losing_count()
    {
        await using var desk = await ChatDesk.OpenAsync(FollowUpPolicy.NewTicket);
        var visitor = (await desk.SendAsync(await desk.VisitAsync(), "c1", "one")).Visitor;
        var old = (await desk.SendAsync(visitor, "c2", "two")).Number;
        await desk.CloseAsync(visitor.Ticket!.Value);

        var sent = await desk.SendAsync(visitor, "c3", "three");

        sent.Number.ShouldNotBe(old);
        sent.Seq.ShouldBe(3);
        (await desk.TicketAsync(sent.Visitor)).Links.Single().ShouldBe(
            new TicketLink(LinkType.FollowUpOf, visitor.Ticket.Value, old));
        var all = await desk.AfterAsync(sent.Visitor, 0);
        all.Entries.Select(static entry => (entry.Message.Text, entry.Seq)).ShouldBe([("one", 1L), ("two", 2L), ("three", 3L)]);
        (await desk.AfterAsync(sent.Visitor, 2)).Entries.Single().Message.Text.ShouldBe("three");

        // The answer to "two" was lost and the browser repeats it after the move.
        var repeat = await desk.SendAsync(sent.Visitor, "c2", "two");
        (repeat.Number, repeat.Seq).ShouldBe((old, 2L));
        (await desk.AfterAsync(sent.Visitor, 0)).Entries.Count.ShouldBe(3);
    }

    [Fact]
    public async Task After_a_merge_the_visitor_sees_only_what_comes_from_then_on()
    {
        await using var desk = await ChatDesk.OpenAsync();
        var other = (await desk.SendAsync(await desk.VisitAsync(), "x1", "private of another")).Visitor;
        var visitor = (await desk.SendAsync(await desk.VisitAsync(), "c1", "mine")).Visitor;
        await desk.Node.ChangeAsync(visitor.Ticket!.Value, edit => edit.Set(
            ticket => ticket with { MergedInto = other.Ticket, State = TicketState.Merged, Status = "merged" }));

        var sent = await desk.SendAsync(visitor, "c2", "again");

        sent.Number.ShouldBe((await desk.TicketAsync(other)).Number);
        (await desk.AfterAsync(sent.Visitor, 0)).Entries.Select(static entry => (entry.Message.Text, entry.Seq))
            .ShouldBe([("mine", 1L), ("again", 2L)]);
    }

    [Fact]
    public async Task Notes_and_activities_are_never_read_for_a_visitor_and_leave_no_gap()
    {
        await using var desk = await ChatDesk.OpenAsync();
        var visitor = (await desk.SendAsync(await desk.VisitAsync(), "c1", "one")).Visitor;
        await desk.Node.ChangeAsync(visitor.Ticket!.Value, edit =>
        {
            edit.Add(Samples.PublicFrom(Samples.Anna, "a note") with { MessageKind = MessageKind.Note });
            edit.Record("priority", "normal", "high", Samples.Anna);
        });
        await desk.SendAsync(visitor, "c2", "two");
        var page = await desk.AfterAsync(visitor, 0);
        page.Entries.Select(static entry => (entry.Message.Text, entry.Seq, entry.Rev)).ShouldBe([("one", 1L, 1L), ("two", 2L, 2L)]);
        page.Rev.ShouldBe(2);
    }

    [Fact]
    public async Task Pages_of_changes_lead_to_the_end()
    {
        await using var desk = await ChatDesk.OpenAsync(FollowUpPolicy.NewTicket);
        var visitor = await desk.VisitAsync();
        for (var i = 1; i <= 9; i++)
        {
            visitor = (await desk.SendAsync(visitor, $"c{i}", $"m{i}")).Visitor;
            if (i % 3 == 0)
            {
                await desk.CloseAsync(visitor.Ticket!.Value);
            }
        }
        var texts = new List<string>();
        var page = new VisitorPage([], 0, HasMore: true);
        while (page.HasMore)
        {
            page = await desk.AfterAsync(visitor, page.Rev, limit: 2);
            texts.AddRange(page.Entries.Select(static entry => entry.Message.Text));
        }
        texts.ShouldBe(Enumerable.Range(1, 9).Select(static i => $"m{i}"));
    }

    [Fact]
    public async Task What_cannot_be_taken_is_refused_and_not_stored()
    {
        await using var desk = await ChatDesk.OpenAsync(askEmail: PrechatField.Required);
        var visitor = await desk.VisitAsync();
        (await desk.TryAsync(visitor, new ChatMessage("c1", new string('x', 8_001)))).ShouldBeOfType<ChatOutcome.TooLong>();
        (await desk.TryAsync(visitor, new ChatMessage("c1", "  "))).ShouldBeOfType<ChatOutcome.Invalid>().Field.ShouldBe("text");
        (await desk.TryAsync(visitor, new ChatMessage("", "Hello"))).ShouldBeOfType<ChatOutcome.Invalid>().Field.ShouldBe("clientId");
        (await desk.TryAsync(visitor, new ChatMessage("c1", "Hello"))).ShouldBeOfType<ChatOutcome.Invalid>().Field.ShouldBe("prechat.email");
        (await desk.AllAsync<Ticket>()).ShouldBeEmpty();

        var prechat = new VisitorIdentity(null, "carla@example.org");
        (await desk.TryAsync(visitor, new ChatMessage("c1", "Hello") { Prechat = prechat })).ShouldBeOfType<ChatOutcome.Accepted>();
    }

    [Fact]
    public async Task A_token_resumes_its_visitor_and_no_other_token_does()
    {
        await using var desk = await ChatDesk.OpenAsync();
        var started = (await desk.StartAsync(new VisitCommand(new InboxId("inb_shop")))).ShouldBeOfType<VisitOutcome.Started>();
        started.Token.Length.ShouldBe(22);
        started.Visitor.TokenHash.ShouldNotContain(started.Token);

        var again = await desk.StartAsync(new VisitCommand(new InboxId("inb_shop")) { Token = started.Token, PageUrl = "https://shop.example/cart" });
        again.ShouldBeOfType<VisitOutcome.Started>().Visitor.Id.ShouldBe(started.Visitor.Id);
        (await desk.StartAsync(new VisitCommand(new InboxId("inb_shop")) { Token = started.Token + "x" })).ShouldBeOfType<VisitOutcome.UnknownVisitor>();
        (await desk.StartAsync(new VisitCommand(new InboxId("inb_other")) { Token = started.Token })).ShouldBeOfType<VisitOutcome.UnknownVisitor>();
    }
}
