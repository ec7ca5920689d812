using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.MailAccess;
using Hub.Core.Outbound;
using Hub.Core.Tickets;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Channels.Tests.Email;

/// <summary>From the outbox to the delivery state in the thread.</summary>
public sealed class DeliverMessageTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_sent_message_says_so_with_a_new_revision_and_its_work_is_gone()
    {
        await using var desk = await OpenAsync();
        var (message, ticket) = await AnsweredAsync(desk);
        await WorkAsync(desk, new DeliveryOutcome.Sent("own-id@hub.test"));

        var after = (await desk.Store.FindAsync(message.Id, MailDesk.Stop))!;
        after.Delivery!.State.ShouldBe(DeliveryState.Sent);
        after.Mail!.MessageId.ShouldBe("own-id@hub.test");
        after.Rev.ShouldBeGreaterThan(message.Rev);
        after.Rev.ShouldBe((await desk.TicketAsync(ticket)).LastRev);
        // What is left tells the new assignee.
        var notices = await desk.Store.Outbox.LeaseAsync(OutboxConsumers.Notify, 10, DeliverMessage.Lease, MailDesk.Stop);
        (await desk.Store.Outbox.DepthAsync(MailDesk.Stop)).Pending.ShouldBe(notices.Count);
    }

    [Fact]
    public async Task A_deferred_message_is_tried_by_the_plan_and_given_up_after_two_days()
    {
        var clock = new FakeTimeProvider(Morning);
        await using var desk = await OpenAsync(clock);
        var (message, _) = await AnsweredAsync(desk);
        var tries = new List<TimeSpan>();
        while ((await desk.Store.FindAsync(message.Id, MailDesk.Stop))!.Delivery!.State == DeliveryState.Pending)
        {
            if (await WorkAsync(desk, new DeliveryOutcome.Deferred(null, "450 busy")) > 0)
            {
                tries.Add(clock.GetUtcNow() - Morning);
            }
            clock.Advance(TimeSpan.FromMinutes(1));
        }
        tries.Take(6).ShouldBe([TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(21),
            TimeSpan.FromMinutes(81), TimeSpan.FromMinutes(321)]);
        tries[^1].ShouldBeLessThanOrEqualTo(TimeSpan.FromHours(48));
        var after = (await desk.Store.FindAsync(message.Id, MailDesk.Stop))!;
        after.Delivery!.State.ShouldBe(DeliveryState.Failed);
        after.Delivery.Reason.ShouldBe("450 busy");
        (await desk.Store.Outbox.DepthAsync(MailDesk.Stop)).Failed.ShouldBe(1);
    }

    [Fact]
    public async Task A_mail_that_waits_for_a_sign_in_is_never_given_up_and_has_its_whole_patience_afterwards()
    {
        var clock = new FakeTimeProvider(Morning);
        await using var desk = await OpenAsync(clock);
        var (message, _) = await AnsweredAsync(desk);
        for (var days = 0; days < 5; days++)
        {
            (await WorkAsync(desk, HeldMail.Outcome)).ShouldBe(1);
            (await WorkAsync(desk, HeldMail.Outcome)).ShouldBe(0);
            clock.Advance(TimeSpan.FromDays(1));
        }
        await WorkAsync(desk, HeldMail.Outcome);
        var waiting = (await desk.Store.FindAsync(message.Id, MailDesk.Stop))!.Delivery!;
        (waiting.State, waiting.Reason).ShouldBe((DeliveryState.Pending, HeldMail.Reason));

        await new HeldMail(desk.Store.Outbox).ReleaseAsync(MailDesk.Stop);
        (await WorkAsync(desk, new DeliveryOutcome.Deferred(null, "450 busy"))).ShouldBe(1);
        (await desk.Store.FindAsync(message.Id, MailDesk.Stop))!.Delivery!.State.ShouldBe(DeliveryState.Pending);
        clock.Advance(TimeSpan.FromHours(4));
        await WorkAsync(desk, new DeliveryOutcome.Sent("x@hub.test"));
        (await desk.Store.FindAsync(message.Id, MailDesk.Stop))!.Delivery!.State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task What_may_have_gone_out_is_repeated_once_at_most()
    {
        var clock = new FakeTimeProvider(Morning);
        await using var desk = await OpenAsync(clock);
        var (message, _) = await AnsweredAsync(desk);
        await WorkAsync(desk, new DeliveryOutcome.Unknown("no answer"));
        (await desk.Store.FindAsync(message.Id, MailDesk.Stop))!.Delivery!.State.ShouldBe(DeliveryState.Pending);
        clock.Advance(TimeSpan.FromMinutes(5));
        await WorkAsync(desk, new DeliveryOutcome.Unknown("no answer"));

        (await desk.Store.FindAsync(message.Id, MailDesk.Stop))!.Delivery!.State.ShouldBe(DeliveryState.Uncertain);
        clock.Advance(TimeSpan.FromDays(1));
        (await WorkAsync(desk, new DeliveryOutcome.Sent(null))).ShouldBe(0);
    }

    [Fact]
    public async Task Attempts_that_left_no_trace_are_not_repeated_for_ever()
    {
        var clock = new FakeTimeProvider(Morning);
        await using var desk = await OpenAsync(clock);
        var (message, _) = await AnsweredAsync(desk);
        for (var died = 0; died < 2; died++)
        {
            (await desk.Store.Outbox.LeaseAsync(OutboxConsumers.Deliver, 10, DeliverMessage.Lease, MailDesk.Stop)).Count.ShouldBe(1);
            clock.Advance(DeliverMessage.Lease + TimeSpan.FromSeconds(1));
        }
        var channel = new FixedChannel(new DeliveryOutcome.Sent(null));
        await WorkAsync(desk, channel);

        channel.Sent.ShouldBeEmpty();
        (await desk.Store.FindAsync(message.Id, MailDesk.Stop))!.Delivery!.MayHaveGoneOut.ShouldBeTrue();
    }

    [Fact]
    public async Task A_refused_recipient_makes_the_message_failed_and_an_agent_may_send_again()
    {
        await using var desk = await OpenAsync();
        var (message, _) = await AnsweredAsync(desk);
        await WorkAsync(desk, new DeliveryOutcome.Divided("x@hub.test", [new RecipientDelivery("carla@customer.test", DeliveryState.Failed, "550 unknown")]));
        var failed = (await desk.Store.FindAsync(message.Id, MailDesk.Stop))!;
        failed.Delivery!.State.ShouldBe(DeliveryState.Failed);
        failed.Delivery.Recipients.Single().Reason.ShouldBe("550 unknown");

        var retry = new RetryDelivery(desk.Writer, desk.Store);
        (await retry.HandleAsync(message.Id, MailDesk.Anna, MailDesk.Stop)).ShouldBeOfType<RetryOutcome.Queued>();
        (await retry.HandleAsync(message.Id, MailDesk.Anna, MailDesk.Stop)).ShouldBeOfType<RetryOutcome.NotFailed>();
        await WorkAsync(desk, new DeliveryOutcome.Sent("x@hub.test"));
        (await desk.Store.FindAsync(message.Id, MailDesk.Stop))!.Delivery!.State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task A_bounce_marks_the_message_and_never_opens_the_ticket()
    {
        await using var desk = await OpenAsync();
        var (message, ticket) = await AnsweredAsync(desk);
        await WorkAsync(desk, new DeliveryOutcome.Sent("x@hub.test"));
        await desk.CloseAsync(ticket);
        var id = (await desk.Tokens.GetAsync(MailDesk.Stop)).MessageIdOf(MailRole.Reply, message.Ticket, message.Id, "hub.test");
        var outcome = await desk.FileAsync((await Corpus.ReadAsync("bounce-postfix.eml")).Replace("OUR-ID", id, StringComparison.Ordinal));

        outcome.Kind.ShouldBe(FilingKind.Bounce);
        outcome.Message.ShouldBe(message.Id);
        outcome.IsAnswered.ShouldBeFalse();
        var after = (await desk.Store.FindAsync(message.Id, MailDesk.Stop))!;
        after.Delivery!.State.ShouldBe(DeliveryState.Failed);
        after.Delivery.Reason!.ShouldContain("5.1.1");
        (await desk.TicketAsync(ticket)).State.ShouldBe(TicketState.Closed);
        (await desk.ThreadAsync(ticket))[^1].Change!.What.ShouldBe("bounce");
    }

    [Fact]
    public async Task A_bounce_that_names_nothing_of_ours_makes_no_ticket()
    {
        await using var desk = await OpenAsync();
        var outcome = await desk.FileAsync(await Corpus.ReadAsync("bounce-postfix.eml"));

        outcome.Kind.ShouldBe(FilingKind.Suppressed);
        outcome.Classification.ShouldBe(MailClass.Bounce);
    }

    private static Task<MailDesk> OpenAsync(TimeProvider? clock = null) =>
        MailDesk.OpenAsync(clock, settings: new EmailSettings { Address = "support@hub.test", SendsReceipt = false });

    private static async Task<(Message Message, string Ticket)> AnsweredAsync(MailDesk desk)
    {
        var first = await desk.FileAsync(Mails.From(Mails.Carla, id: "first@customer.test"));
        return (await desk.AnswerAsync(first.Ticket!, "Please send it in."), first.Ticket!);
    }

    private static Task<int> WorkAsync(MailDesk desk, DeliveryOutcome outcome) => WorkAsync(desk, new FixedChannel(outcome));

    private static async Task<int> WorkAsync(MailDesk desk, FixedChannel channel)
    {
        var work = await desk.Store.Outbox.LeaseAsync(OutboxConsumers.Deliver, 10, DeliverMessage.Lease, MailDesk.Stop);
        foreach (var entry in work)
        {
            await desk.Deliver(channel).HandleAsync(entry, MailDesk.Stop);
        }
        return work.Count;
    }
}
