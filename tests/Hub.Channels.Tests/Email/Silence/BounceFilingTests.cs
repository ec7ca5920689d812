using Hub.Channels.Tests.Email.Desk;
using Hub.Core.AutomaticMails;
using Hub.Core.Inbound;
using Hub.Core.Outbound;
using Hub.Core.Tickets;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Channels.Tests.Email.Silence;

/// <summary>What reports do to the mail they are about, and to the addresses in it.</summary>
public sealed class BounceFilingTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Each_recipient_has_its_own_state_and_the_worst_decides()
    {
        await using var desk = await MailDesk.OpenAsync();
        var sent = await SentAsync(desk, "carla@customer.test", "dora@customer.test", "eve@customer.test");
        var outcome = await desk.FileAsync(await ReportAsync(desk, sent,
            "Final-Recipient: rfc822; carla@customer.test\nAction: delivered\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; DORA@customer.test\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; no such user\n\nFinal-Recipient: rfc822; eve@customer.test\nAction: delayed\nStatus: 4.4.1\n"));

        (outcome.Kind, outcome.Message, outcome.Classification).ShouldBe((FilingKind.Bounce, sent.Id, MailClass.Bounce));
        var after = await FindAsync(desk, sent);
        after.Delivery!.State.ShouldBe(DeliveryState.Failed);
        after.Delivery.Reason.ShouldBe("5.1.1 smtp; no such user");
        after.Delivery.Recipients.ShouldBe(
        [
            new RecipientDelivery("carla@customer.test", DeliveryState.Delivered, null),
            new RecipientDelivery("dora@customer.test", DeliveryState.Failed, "5.1.1 smtp; no such user"),
            new RecipientDelivery("eve@customer.test", DeliveryState.Sent, "4.4.1"),
        ]);
        var bounce = after.Mail!.Bounce.ShouldNotBeNull();
        (bounce.Recipients.Single(), bounce.IsHard, bounce.Status).ShouldBe(("DORA@customer.test", true, "5.1.1"));
        (await desk.Undeliverable.FindAsync("dora@customer.test", MailDesk.Stop)).ShouldNotBeNull().Cause.ShouldBe(SilenceCause.Bounce);
        (await desk.Undeliverable.FindAsync("eve@customer.test", MailDesk.Stop)).ShouldBeNull();
    }

    [Theory]
    [InlineData("failed", "5.2.2", DeliveryState.Failed, false)]
    [InlineData("failed", "5.1.10", DeliveryState.Failed, true)]
    [InlineData("delayed", "4.4.1", DeliveryState.Sent, false)]
    [InlineData("relayed", "2.0.0", DeliveryState.Sent, false)]
    [InlineData("delivered", "2.0.0", DeliveryState.Delivered, false)]
    public async Task A_report_on_the_only_recipient_is_about_it_under_whatever_address(string action, string status, DeliveryState state, bool isHard)
    {
        await using var desk = await MailDesk.OpenAsync();
        var sent = await SentAsync(desk, "carla@customer.test");
        await desk.FileAsync(await ReportAsync(desk, sent, $"Final-Recipient: rfc822; inner@backend.test\nAction: {action}\nStatus: {status}\n"));

        (await FindAsync(desk, sent)).Delivery!.Recipients.Select(static one => (one.Address, one.State)).ShouldBe([("carla@customer.test", state)]);
        ((await desk.Undeliverable.FindAsync("carla@customer.test", MailDesk.Stop)) is not null).ShouldBe(isHard);
        (await desk.Undeliverable.FindAsync("inner@backend.test", MailDesk.Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Later_good_news_does_not_undo_a_failure_and_a_read_receipt_makes_read()
    {
        await using var desk = await MailDesk.OpenAsync();
        var failed = await SentAsync(desk, "carla@customer.test");
        await desk.FileAsync(await ReportAsync(desk, failed, "Final-Recipient: rfc822; carla@customer.test\nAction: failed\nStatus: 5.2.2\n"));
        await desk.FileAsync(await ReportAsync(desk, failed, "Final-Recipient: rfc822; carla@customer.test\nAction: delivered\nStatus: 2.0.0\n"));
        (await FindAsync(desk, failed)).Delivery!.State.ShouldBe(DeliveryState.Failed);

        var read = await SentAsync(desk, "carla@customer.test");
        var receipt = await desk.FileAsync(await ReportAsync(desk, read, "Final-Recipient: rfc822; carla@customer.test\nDisposition: manual-action/MDN-sent-manually; displayed\n", "disposition-notification"));
        receipt.Kind.ShouldBe(FilingKind.Bounce);
        (await FindAsync(desk, read)).Delivery!.State.ShouldBe(DeliveryState.Read);
        (await desk.TicketAsync(receipt.Ticket)).WaitingSince.ShouldBeNull("a read receipt is no follow-up");
    }

    [Fact]
    public async Task A_complaint_ends_automatic_mail_until_somebody_lifts_it()
    {
        var clock = new FakeTimeProvider(Morning);
        await using var desk = await MailDesk.OpenAsync(clock);
        var sent = await SentAsync(desk, "carla@customer.test");
        var outcome = await desk.FileAsync(await ReportAsync(desk, sent, "Feedback-Type: abuse\nVersion: 1\nUser-Agent: x\n", "feedback-report"));

        outcome.Classification.ShouldBe(MailClass.Feedback);
        clock.Advance(TimeSpan.FromDays(400));
        (await desk.FileAsync(Mails.From(Mails.Carla))).IsAnswered.ShouldBeFalse();
        var kept = (await desk.Undeliverable.FindAsync("carla@customer.test", MailDesk.Stop)).ShouldNotBeNull();
        kept.Cause.ShouldBe(SilenceCause.Complaint);
        (await desk.Undeliverable.LiftAsync(kept.Id, MailDesk.Stop)).ShouldBeTrue();
        (await desk.FileAsync(Mails.From(Mails.Carla, "Again"))).IsAnswered.ShouldBeTrue();
    }

    [Fact]
    public async Task A_bounce_in_no_known_form_is_known_by_the_address_it_came_to_but_a_vacation_reply_there_is_none()
    {
        await using var desk = await MailDesk.OpenAsync();
        var sent = await SentAsync(desk, "carla@customer.test");
        var verp = $"support+{(await desk.Tokens.GetAsync(MailDesk.Stop)).BounceTag(sent.Id)}@hub.test";

        var away = await desk.FileAsync(Mails.From(Mails.Carla, "Away", "I am on holiday.", to: verp, headers: ["Auto-Submitted: auto-replied", "Return-Path: <>"]));
        (away.Kind, away.Classification).ShouldBe((FilingKind.Appended, MailClass.AutoReply));
        (await FindAsync(desk, sent)).Delivery!.State.ShouldBe(DeliveryState.Sent);
        var bounce = await desk.FileAsync(Mails.From("MAILER-DAEMON@odd.test", "Hmm", "xyz", to: verp));
        (bounce.Kind, bounce.Message).ShouldBe((FilingKind.Bounce, sent.Id));
        (await FindAsync(desk, sent)).Delivery!.State.ShouldBe(DeliveryState.Failed);
    }

    [Fact]
    public async Task A_refusal_on_the_wire_is_remembered_too_and_stops_what_is_queued()
    {
        var clock = new FakeTimeProvider(Morning);
        await using var desk = await MailDesk.OpenAsync(clock);
        var sent = await SentAsync(desk, "carla@customer.test", outcome: new DeliveryOutcome.Rejected("550 5.1.1 <carla@customer.test>: User unknown"));
        (await FindAsync(desk, sent)).Delivery!.Recipients.Single().State.ShouldBe(DeliveryState.Failed);
        var kept = (await desk.Undeliverable.FindAsync("carla@customer.test", MailDesk.Stop)).ShouldNotBeNull();
        kept.Until.ShouldBe(Morning + TimeSpan.FromDays(60));

        (await desk.FileAsync(Mails.From(Mails.Carla, "Second"))).IsAnswered.ShouldBeFalse();
        clock.Advance(TimeSpan.FromDays(60));
        var later = await desk.FileAsync(Mails.From(Mails.Carla, "Third"));
        later.IsAnswered.ShouldBeTrue();
        await desk.Undeliverable.MarkAsync("carla@customer.test", SilenceCause.Bounce, "550", MailDesk.Stop);
        await WorkAsync(desk, new DeliveryOutcome.Sent("never"));
        (await desk.ThreadAsync(later.Ticket)).Single(static entry => entry.Change?.What == "receipt").Delivery!.State.ShouldBe(DeliveryState.Failed);
    }

    private static async Task<Message> FindAsync(MailDesk desk, Message message) => (await desk.Store.FindAsync(message.Id, MailDesk.Stop))!;

    private static async Task<Message> SentAsync(MailDesk desk, string to, params string[] cc) => await SentAsync(desk, to, new DeliveryOutcome.Sent("id@hub.test"), cc);

    private static async Task<Message> SentAsync(MailDesk desk, string to, DeliveryOutcome outcome, params string[] cc)
    {
        var first = await desk.FileAsync(Mails.From(Mails.Carla, $"Kettle {Guid.NewGuid():n}"));
        await WorkAsync(desk, new DeliveryOutcome.Sent("receipt@hub.test"));
        var ticket = await desk.TicketAsync(first.Ticket);
        var message = (await desk.Reply.HandleAsync(new ReplyCommand(ticket.Id, "Please send it in.", ticket.LastSeq)
        {
            To = [new Mailbox(null, to)],
            Cc = [.. cc.Select(static address => new Mailbox(null, address))],
        }, MailDesk.Anna, MailDesk.Stop)).ShouldBeOfType<ReplyOutcome.Sent>().Message;
        await WorkAsync(desk, outcome);
        return message;
    }

    private static async Task WorkAsync(MailDesk desk, DeliveryOutcome outcome)
    {
        foreach (var work in await desk.Store.Outbox.LeaseAsync(OutboxConsumers.Deliver, 10, DeliverMessage.Lease, MailDesk.Stop))
        {
            await desk.Deliver(new FixedChannel(outcome)).HandleAsync(work, MailDesk.Stop);
        }
    }

    private static async Task<string> ReportAsync(MailDesk desk, Message message, string fields, string kind = "delivery-status")
    {
        var id = (await desk.Tokens.GetAsync(MailDesk.Stop)).MessageIdOf(MailRole.Reply, message.Ticket, message.Id, "hub.test");
        var first = kind == "delivery-status" ? "Reporting-MTA: dns; mx.test\n\n" : kind == "disposition-notification" ? $"Original-Message-ID: <{id}>\n" : "";
        return $"From: MAILER-DAEMON@mx.test\nTo: support@hub.test\nSubject: Report\nMessage-ID: <{Guid.NewGuid():n}@mx.test>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type={kind}; boundary=b\n\n"
            + $"--b\nContent-Type: text/plain\n\nA report.\n--b\nContent-Type: message/{kind}\n\n{first}{fields}\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <{id}>\nSubject: Re: kettle\n\nHello\n--b--\n";
    }
}
