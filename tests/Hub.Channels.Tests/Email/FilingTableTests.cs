using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Inbound;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Channels.Tests.Email;

/// <summary>Every row of the contract's table "Where a message is filed", from raw mail to stored thread.</summary>
public sealed class FilingTableTests
{
    private static Queue QueueWith(FollowUpPolicy policy) =>
        new() { Id = new QueueId("que_support"), Name = "Support", FollowUp = policy, FollowUpDays = 14, CreatedAt = DateTimeOffset.UnixEpoch };

    [Fact]
    public async Task A_first_mail_makes_a_ticket_and_one_receipt()
    {
        await using var desk = await MailDesk.OpenAsync();
        var outcome = await desk.FileAsync(Mails.From(Mails.Carla));

        outcome.Kind.ShouldBe(FilingKind.Created);
        outcome.IsAnswered.ShouldBeTrue();
        var thread = await desk.ThreadAsync(outcome.Ticket);
        thread.Select(static entry => entry.Change?.What ?? entry.Text).ShouldBe(["created", "The kettle leaks.", "receipt"]);
        var receipt = thread[2];
        receipt.MessageKind.ShouldBe(MessageKind.Activity);
        receipt.PublicSeq.ShouldBeNull();
        receipt.Delivery!.State.ShouldBe(DeliveryState.Pending);
        receipt.Text.ShouldContain(outcome.Ticket!);
        receipt.Subject!.ShouldContain($"[Hub#{outcome.Ticket}]");
        receipt.Subject!.ShouldNotContain("kettle");
        receipt.To.Single().Address.ShouldBe("carla@customer.test");
        var ticket = await desk.TicketAsync(outcome.Ticket);
        ticket.State.ShouldBe(TicketState.New);
        ticket.Participants.Single().ShouldBe(new Participant("carla@customer.test", "Carla Kunde", ParticipantRole.Requester));
        ticket.WaitingSince.ShouldNotBeNull();
        (await desk.Store.Outbox.DepthAsync(MailDesk.Stop)).Pending.ShouldBe(1);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("reference to our mail")]
    [InlineData("reference to their mail")]
    [InlineData("subject")]
    public async Task A_participant_continues_an_open_ticket_by_any_sign(string sign)
    {
        await using var desk = await MailDesk.OpenAsync();
        var first = await desk.FileAsync(Mails.From(Mails.Carla, id: "first@customer.test"));
        var outcome = await desk.FileAsync(await SignedAsync(desk, first, sign, Mails.Carla));

        outcome.Kind.ShouldBe(FilingKind.Appended);
        outcome.Ticket.ShouldBe(first.Ticket);
        outcome.IsAnswered.ShouldBeFalse();
        (await desk.EntryAsync(outcome)).Marks.ShouldBeEmpty();
        (await desk.ThreadAsync(first.Ticket)).Count(static entry => entry.Change?.What == "receipt").ShouldBe(1);
    }

    [Theory]
    [InlineData(FollowUpPolicy.Reopen, 30, FilingKind.Appended, TicketState.Open)]
    [InlineData(FollowUpPolicy.NewTicket, 0, FilingKind.Created, TicketState.Closed)]
    [InlineData(FollowUpPolicy.NewTicketAfterDays, 13, FilingKind.Appended, TicketState.Open)]
    [InlineData(FollowUpPolicy.NewTicketAfterDays, 14, FilingKind.Created, TicketState.Closed)]
    [InlineData(FollowUpPolicy.KeepClosed, 0, FilingKind.Appended, TicketState.Closed)]
    public async Task A_closed_ticket_goes_by_the_policy_of_its_queue(FollowUpPolicy policy, int days, FilingKind kind, TicketState after)
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));
        await using var desk = await MailDesk.OpenAsync(clock, QueueWith(policy));
        var first = await desk.FileAsync(Mails.From(Mails.Carla, id: "first@customer.test"));
        await desk.CloseAsync(first.Ticket!);
        clock.Advance(TimeSpan.FromDays(days));
        var outcome = await desk.FileAsync(Mails.Answering(Mails.Carla, "first@customer.test", subject: $"Re: [Hub#{first.Ticket}] Broken kettle"));

        outcome.Kind.ShouldBe(kind);
        var old = await desk.TicketAsync(first.Ticket);
        old.State.ShouldBe(after);
        if (kind == FilingKind.Created)
        {
            outcome.IsAnswered.ShouldBeTrue();
            var fresh = await desk.TicketAsync(outcome.Ticket);
            fresh.Subject.ShouldBe("Re: Broken kettle");
            fresh.Links.Single().ShouldBe(new TicketLink(LinkType.FollowUpOf, old.Id, old.Number));
            old.Links.Single().ShouldBe(new TicketLink(LinkType.Related, fresh.Id, fresh.Number));
        }
        else
        {
            outcome.Ticket.ShouldBe(first.Ticket);
            var told = (await desk.ThreadAsync(first.Ticket)).Any(static entry => entry.Change?.What == "notice");
            told.ShouldBe(policy == FollowUpPolicy.KeepClosed);
            outcome.IsAnswered.ShouldBe(policy == FollowUpPolicy.KeepClosed);
        }
    }

    [Theory]
    [InlineData("token")]
    [InlineData("reference to our mail")]
    [InlineData("reference to their mail")]
    public async Task A_stranger_with_a_sure_sign_is_appended_marked_and_changes_nothing_else(string sign)
    {
        await using var desk = await MailDesk.OpenAsync();
        var first = await desk.FileAsync(Mails.From(Mails.Carla, id: "first@customer.test"));
        var mail = await SignedAsync(desk, first, sign, Mails.Stranger);
        await desk.CloseAsync(first.Ticket!);
        var outcome = await desk.FileAsync(mail);

        outcome.Kind.ShouldBe(FilingKind.Appended);
        outcome.Ticket.ShouldBe(first.Ticket);
        outcome.IsAnswered.ShouldBeFalse();
        (await desk.EntryAsync(outcome)).Marks.ShouldBe([MessageMarks.OtherSender]);
        var ticket = await desk.TicketAsync(first.Ticket);
        ticket.State.ShouldBe(TicketState.Closed);
        ticket.Participants.Count.ShouldBe(1);
        ticket.Conversations.Single().Address.ShouldBe("carla@customer.test");
    }

    [Fact]
    public async Task A_stranger_who_only_names_the_number_gets_a_ticket_of_his_own()
    {
        await using var desk = await MailDesk.OpenAsync();
        var first = await desk.FileAsync(Mails.From(Mails.Carla));
        var outcome = await desk.FileAsync(Mails.From(Mails.Stranger, $"Re: [Hub#{first.Ticket}] Broken kettle"));

        outcome.Kind.ShouldBe(FilingKind.Created);
        outcome.IsAnswered.ShouldBeTrue();
        var ticket = await desk.TicketAsync(outcome.Ticket);
        ticket.Subject.ShouldBe("Re: Broken kettle");
        ticket.Links.Single().Type.ShouldBe(LinkType.ClaimsToBelongTo);
        ticket.Links.Single().Number.ShouldBe(first.Ticket);
        (await desk.EntryAsync(outcome)).Marks.ShouldBe([MessageMarks.ClaimsToBelong]);
        (await desk.ThreadAsync(first.Ticket)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Someone_in_copy_and_an_agent_take_part_as_customers()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.AddAgentAsync("Ben", "ben@hub.test");
        var first = await desk.FileAsync(Mails.From(Mails.Carla, headers: "Cc: Dora <dora@customer.test>"));
        var dora = await desk.FileAsync(Mails.From("dora@customer.test", $"[Hub#{first.Ticket}] me too"));
        var ben = await desk.FileAsync(Mails.From("Ben <ben@hub.test>", $"[Hub#{first.Ticket}] I as a customer"));

        dora.Ticket.ShouldBe(first.Ticket);
        ben.Ticket.ShouldBe(first.Ticket);
        var entry = await desk.EntryAsync(ben);
        entry.Author.Type.ShouldBe(ActorType.Contact);
        entry.Direction.ShouldBe(Direction.In);
    }

    [Fact]
    public async Task What_answers_a_note_stays_a_note()
    {
        await using var desk = await MailDesk.OpenAsync();
        var first = await desk.FileAsync(Mails.From(Mails.Carla));
        var ticket = await desk.TicketAsync(first.Ticket);
        var note = (await desk.Tokens.GetAsync(MailDesk.Stop)).MessageIdOf(MailRole.Note, ticket.Id, first.Message!.Value, "hub.test");
        var outcome = await desk.FileAsync(Mails.Answering("Expert <expert@partner.test>", note, id: "expert@partner.test"));
        var again = await desk.FileAsync(Mails.Answering("Expert <expert@partner.test>", "expert@partner.test", "One more thing"));

        outcome.Kind.ShouldBe(FilingKind.Appended);
        (await desk.EntryAsync(outcome)).MessageKind.ShouldBe(MessageKind.Note);
        (await desk.EntryAsync(again)).MessageKind.ShouldBe(MessageKind.Note);
        (await desk.TicketAsync(first.Ticket)).LastPublicSeq.ShouldBe(1);
    }

    [Fact]
    public async Task A_reference_to_a_deleted_ticket_makes_a_new_one()
    {
        await using var desk = await MailDesk.OpenAsync();
        var gone = (await desk.Tokens.GetAsync(MailDesk.Stop)).MessageIdOf(
            MailRole.Reply, TicketId.New(TimeProvider.System), MessageId.New(TimeProvider.System), "hub.test");
        var outcome = await desk.FileAsync(Mails.Answering(Mails.Carla, gone));

        outcome.Kind.ShouldBe(FilingKind.Created);
        outcome.IsAnswered.ShouldBeTrue();
    }

    [Fact]
    public async Task A_merged_ticket_takes_nothing_its_target_does()
    {
        await using var desk = await MailDesk.OpenAsync();
        var target = await desk.FileAsync(Mails.From(Mails.Carla, "Target"));
        var source = await desk.FileAsync(Mails.From(Mails.Carla, "Source", id: "source@customer.test"));
        var targetId = (await desk.TicketAsync(target.Ticket)).Id;
        var before = await desk.TicketAsync(source.Ticket);
        await desk.Store.CommitAsync(new ChangeSet().Replace(before, before with { State = TicketState.Merged, MergedInto = targetId }), MailDesk.Stop);
        var outcome = await desk.FileAsync(Mails.Answering(Mails.Carla, "source@customer.test"));

        outcome.Kind.ShouldBe(FilingKind.Appended);
        outcome.Ticket.ShouldBe(target.Ticket);
    }

    [Fact]
    public async Task Automatic_mail_with_a_sign_is_appended_folded_and_never_answered()
    {
        await using var desk = await MailDesk.OpenAsync();
        var first = await desk.FileAsync(Mails.From(Mails.Carla, id: "first@customer.test"));
        await desk.AnswerAsync(first.Ticket!, "We look into it.", new ThenStatus("closed", null));
        var outcome = await desk.FileAsync(Mails.Answering(Mails.Carla, "first@customer.test", "I am away.", headers: "Auto-Submitted: auto-replied"));

        outcome.Kind.ShouldBe(FilingKind.Appended);
        outcome.Classification.ShouldBe(MailClass.AutoReply);
        outcome.IsAnswered.ShouldBeFalse();
        (await desk.EntryAsync(outcome)).Marks.ShouldBe([MessageMarks.Automatic]);
        var ticket = await desk.TicketAsync(first.Ticket);
        ticket.State.ShouldBe(TicketState.Closed);
        ticket.WaitingSince.ShouldBeNull();
    }

    private static async Task<string> SignedAsync(MailDesk desk, FilingOutcome first, string sign, string from)
    {
        var tokens = await desk.Tokens.GetAsync(MailDesk.Stop);
        var ticket = await desk.TicketAsync(first.Ticket);
        return sign switch
        {
            "token" => Mails.From(from, "No number", to: $"support+{tokens.ReplyTag(ticket.Id)}@hub.test"),
            "reference to our mail" => Mails.Answering(from, tokens.MessageIdOf(MailRole.Reply, ticket.Id, first.Message!.Value, "hub.test")),
            "reference to their mail" => Mails.Answering(from, "first@customer.test"),
            _ => Mails.From(from, $"AW: [hub#{first.Ticket}] Broken kettle"),
        };
    }
}
