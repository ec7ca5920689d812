using Hub.Channels.Tests.Email.Desk;
using Hub.Core.AutomaticMails;
using Hub.Core.Tickets;

namespace Hub.Channels.Tests.Email;

/// <summary>Which mail a reply answers, and who gets it when its writer names nobody.</summary>
public sealed class AnsweredMailTests
{
    [Fact]
    public async Task A_reply_goes_to_who_wrote_last_and_to_all_who_take_part_never_to_a_stranger()
    {
        await using var desk = await MailDesk.OpenAsync();
        var first = await desk.FileAsync(Mails.From(Mails.Carla, id: "first@customer.test", to: "support@hub.test, Dan Ott <dan@customer.test>", headers: "Cc: eve@customer.test, support@hub.test"));
        var number = first.Ticket!;

        var answer = await desk.AnswerAsync(number, "Since when?");
        Recipients(answer).ShouldBe("carla@customer.test | dan@customer.test, eve@customer.test");
        answer.Cc[0].Name.ShouldBe("Dan Ott");
        Recipients(await desk.AnswerAsync(number, "And where?")).ShouldBe("carla@customer.test | dan@customer.test, eve@customer.test", "our own last mail goes to the same people");

        var strange = await desk.FileAsync(Mails.Answering(Mails.Stranger, answer.Mail!.MessageId!, headers: "Cc: accomplice@elsewhere.test"));
        (await desk.EntryAsync(strange)).Marks.ShouldContain(MessageMarks.OtherSender);
        Recipients(await desk.AnswerAsync(number, "Once more")).ShouldBe("carla@customer.test | dan@customer.test, eve@customer.test");

        await desk.FileAsync(Mails.Answering("Dan Ott <Dan@Customer.test>", answer.Mail.MessageId!));
        Recipients(await desk.AnswerAsync(number, "Thank you, Dan")).ShouldBe("Dan@Customer.test | carla@customer.test, eve@customer.test");
    }

    [Fact]
    public async Task Whom_an_agent_puts_in_copy_takes_part_and_whom_it_hides_does_not()
    {
        await using var desk = await MailDesk.OpenAsync();
        var number = (await desk.FileAsync(Mails.From(Mails.Carla))).Ticket!;
        var answer = await SendAsync(desk, number, new ReplyCommand(default, "With our workshop", 0)
        {
            Cc = [new Mailbox("Workshop", "Shop@maker.test"), new Mailbox(null, "CARLA@customer.test")],
            Bcc = [new Mailbox(null, "boss@maker.test"), new Mailbox(null, "shop@maker.test")],
        });
        Recipients(answer).ShouldBe("carla@customer.test | Shop@maker.test");
        answer.Bcc.Select(static box => box.Address).ShouldBe(["boss@maker.test"]);

        var shop = await desk.FileAsync(Mails.Answering("shop@maker.test", answer.Mail!.MessageId!, "It can be mended."));
        shop.Ticket.ShouldBe(number);
        (await desk.EntryAsync(shop)).Marks.ShouldBeEmpty();
        Recipients(await desk.AnswerAsync(number, "Please do")).ShouldBe("shop@maker.test | carla@customer.test");

        var boss = await desk.FileAsync(Mails.Answering("boss@maker.test", answer.Mail.MessageId!, "Be generous."));
        var heard = await desk.EntryAsync(boss);
        (heard.Ticket, heard.MessageKind).ShouldBe((answer.Ticket, MessageKind.Note), "in public it would tell the customer of the hidden copy");
        heard.Marks.ShouldBe([MessageMarks.OutsideAnswer, MessageMarks.OtherSender]);
        (await desk.TicketAsync(number)).Participants.Select(static part => part.Address).ShouldBe(["carla@customer.test", "shop@maker.test"]);
    }

    [Fact]
    public async Task What_went_past_the_customer_is_not_what_the_next_reply_answers()
    {
        await using var desk = await MailDesk.OpenAsync();
        var number = (await desk.FileAsync(Mails.From(Mails.Carla))).Ticket!;
        await SendAsync(desk, number, new ReplyCommand(default, "Do we have a spout?", 0) { To = [new Mailbox(null, "stock@maker.test")], Cc = [] });
        Recipients(await desk.AnswerAsync(number, "We look for a spout")).ShouldBe("carla@customer.test | ");
    }

    [Fact]
    public async Task A_copy_that_mail_does_not_reach_and_the_list_it_came_by_are_left_out()
    {
        await using var desk = await MailDesk.OpenAsync();
        var number = (await desk.FileAsync(Mails.From("Team list <team@lists.test>", to: "team@lists.test, dan@customer.test", headers:
            ["List-Id: <team.lists.test>", "List-Post: <mailto:team@lists.test>", "X-Original-From: Carla Kunde <carla@customer.test>"]))).Ticket!;
        await desk.Undeliverable.MarkAsync("dan@customer.test", SilenceCause.Bounce, "5.1.1 no such user", MailDesk.Stop);
        Recipients(await desk.AnswerAsync(number, "Since when?")).ShouldBe("carla@customer.test | ");
    }

    [Fact]
    public async Task Our_own_addresses_and_too_many_are_refused_with_the_field_to_blame()
    {
        await using var desk = await MailDesk.OpenAsync();
        var number = (await desk.FileAsync(Mails.From(Mails.Carla))).Ticket!;
        (await RefuseAsync(desk, number, new ReplyCommand(default, "x", 0) { Cc = [new Mailbox(null, "support+loop@hub.test")] })).Field.ShouldBe("cc");
        (await RefuseAsync(desk, number, new ReplyCommand(default, "x", 0) { To = [] })).Field.ShouldBe("to");
        var many = Enumerable.Range(0, MailRecipients.Most).Select(static at => new Mailbox(null, $"a{at}@customer.test"));
        (await RefuseAsync(desk, number, new ReplyCommand(default, "x", 0) { Bcc = [.. many] })).Text.ShouldBe("A mail goes to at most 100 addresses; these are 101.");
    }

    private static async Task<ReplyOutcome> ReplyAsync(MailDesk desk, string number, ReplyCommand command)
    {
        var ticket = await desk.TicketAsync(number);
        return await desk.Reply.HandleAsync(command with { Ticket = ticket.Id, BaseSeq = ticket.LastSeq }, MailDesk.Anna, MailDesk.Stop);
    }

    private static async Task<Message> SendAsync(MailDesk desk, string number, ReplyCommand command) =>
        (await ReplyAsync(desk, number, command)).ShouldBeOfType<ReplyOutcome.Sent>().Message;

    private static async Task<ReplyOutcome.Invalid> RefuseAsync(MailDesk desk, string number, ReplyCommand command) =>
        (await ReplyAsync(desk, number, command)).ShouldBeOfType<ReplyOutcome.Invalid>();

    private static string Recipients(Message sent) =>
        $"{string.Join(", ", sent.To.Select(static box => box.Address))} | {string.Join(", ", sent.Cc.Select(static box => box.Address))}";
}
