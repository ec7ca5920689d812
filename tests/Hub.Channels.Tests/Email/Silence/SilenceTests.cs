using Hub.Channels.Tests.Email.Desk;
using Hub.Core.AutomaticMails;
using Hub.Core.Inbound;
using Hub.Core.Notices;
using Hub.Core.Queues;
using Hub.Core.Storage;

namespace Hub.Channels.Tests.Email.Silence;

/// <summary>Hub writes by itself only where a person reads it, and stops before it is a nuisance.</summary>
public sealed class SilenceTests
{
    [Theory]
    [InlineData("Auto-Submitted: auto-generated")]
    [InlineData("AUTO-SUBMITTED: auto-replied; owner-email=\"a@x.test\"")]
    [InlineData("Auto-Submitted: (vacation) auto-replied")]
    [InlineData("Precedence: first-class\nPrecedence: bulk")]
    [InlineData("Precedence: Junk")]
    [InlineData("Precedence: auto_reply")]
    [InlineData("List-Id: News <news.shop.test>")]
    [InlineData("List-Unsubscribe: <mailto:off@shop.test>")]
    [InlineData("Mailing-List: list x@shop.test")]
    [InlineData("X-Loop: x")]
    [InlineData("X-No-Loop: 1")]
    [InlineData("X-Auto-Response-Suppress: DR, AutoReply")]
    [InlineData("X-Autoreply: yes")]
    [InlineData("X-Autorespond: x")]
    [InlineData("X-FC-Machinegenerated: true")]
    [InlineData("X-MS-Exchange-Inbox-Rules-Loop: a@x.test")]
    [InlineData("Return-Path: <>")]
    [InlineData("Return-Path: <MAILER-DAEMON>")]
    [InlineData("Content-Type: multipart/report; boundary=b")]
    public async Task Each_sign_of_a_machine_is_enough_to_stay_silent(string headers)
    {
        await using var desk = await MailDesk.OpenAsync();
        var outcome = await desk.FileAsync(Mails.From(Mails.Carla, headers: headers.Split('\n')));
        (outcome.Kind, outcome.IsAnswered).ShouldBe((FilingKind.Suppressed, false));
        (await desk.Tray.ItemsAsync()).Single().Cause.ShouldBe(TrayCause.Automatic);
    }

    [Theory]
    [InlineData("Precedence: first-class")]
    [InlineData("X-Auto-Response-Suppress: RN, NRN")]
    [InlineData("X-FC-Machinegenerated: false")]
    [InlineData("Auto-Submitted: NO (typed by hand)")]
    public async Task What_only_looks_like_a_sign_is_none(string header)
    {
        await using var desk = await MailDesk.OpenAsync();
        (await desk.FileAsync(Mails.From(Mails.Carla, headers: header))).IsAnswered.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Abwesenheitsnotiz: Re: Kettle")]
    [InlineData("Out of Office: Kettle")]
    [InlineData("Automatic reply: Kettle")]
    public async Task A_responder_that_hides_is_filed_but_not_answered(string subject)
    {
        await using var desk = await MailDesk.OpenAsync();
        var outcome = await desk.FileAsync(Mails.From(Mails.Carla, subject));
        (outcome.Kind, outcome.IsAnswered).ShouldBe((FilingKind.Created, false));
    }

    [Fact]
    public async Task One_address_gets_as_many_receipts_as_a_person_could_want()
    {
        await using var desk = await MailDesk.OpenAsync();
        (await AnsweredAsync(desk, 40, static i => Mails.From(Mails.Carla, $"Question {i}"))).ShouldBe(30);
        (await AnsweredAsync(desk, 6, static i => Mails.From(Mails.Stranger, "Same words", $"Text {i}"))).ShouldBe(3);
    }

    [Fact]
    public async Task About_one_ticket_an_agent_gets_ten_notices_in_ten_minutes()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = (await desk.TicketAsync((await desk.FileAsync(Mails.From(Mails.Carla))).Ticket)).Id;
        var queue = new QueueId("que_support");
        var allowed = 0;
        for (var i = 0; i < 15; i++)
        {
            allowed += await desk.Guard.MayAsync(new AutomaticMailWish("Ben@hub.test", queue) { Ticket = ticket }, MailDesk.Stop) ? 1 : 0;
        }
        allowed.ShouldBe(10);
        (await desk.Guard.MayAsync(new AutomaticMailWish("eve@hub.test", queue) { Ticket = ticket }, MailDesk.Stop)).ShouldBeTrue("another agent's count is another");
        (await desk.Guard.MayAsync(new AutomaticMailWish("support+x@hub.test", queue), MailDesk.Stop)).ShouldBeFalse("a mailbox of our own");
    }

    [Fact]
    public async Task Who_goes_on_writing_to_a_closed_ticket_is_told_once()
    {
        await using var desk = await MailDesk.OpenAsync(queue: new Queue { Id = new QueueId("que_support"), Name = "Support", FollowUp = FollowUpPolicy.KeepClosed, CreatedAt = DateTimeOffset.UnixEpoch });
        var first = await desk.FileAsync(Mails.From(Mails.Carla, id: "first@customer.test"));
        await desk.CloseAsync(first.Ticket!);
        var answered = new List<bool>();
        for (var i = 0; i < 3; i++)
        {
            answered.Add((await desk.FileAsync(Mails.Answering(Mails.Carla, "first@customer.test", $"Hello? {i}"))).IsAnswered);
        }
        answered.ShouldBe([true, false, false]);
    }

    [Fact]
    public async Task A_queue_that_writes_too_much_is_paused_told_of_and_let_go_on()
    {
        await using var desk = await MailDesk.OpenAsync(automatic: new AutomaticMailLimits { PerQueueAndMinute = 5 });
        var ada = await desk.AddAgentAsync("Ada", "ada@hub.test", isAdministrator: true);
        await desk.AddAgentAsync("Ben", "ben@hub.test");
        (await AnsweredAsync(desk, 8, static i => Mails.From($"flood{i}@customer.test"))).ShouldBe(5);

        var pause = (await desk.Pauses.ListAsync(MailDesk.Anna, MailDesk.Stop)).Single();
        (pause.Queue.Value, pause.Limit).ShouldBe(("que_support", 5));
        var notices = await desk.Store.ListAsync(new View<Notice>(Core.Views.Filter<Notice>.Everything, Notice.Fields.At), new PageRequest(10), MailDesk.Stop);
        var notice = notices.Items.Single();
        (notice.Agent, notice.Type, notice.By, notice.Ticket).ShouldBe((ada.Id, NoticeType.Paused, "Support", null));
        (await new ReadNotices(desk.Store).ListAsync(new PageRequest(10), Core.Agents.AgentAccess.Of(ada, Core.Agents.DirectorySnapshot.Empty), MailDesk.Stop)).Items.Single().Subject.ShouldBe("Support");

        (await desk.Pauses.ResumeAsync(pause.Queue, MailDesk.Anna with { IsAdministrator = false }, MailDesk.Stop)).ShouldBeFalse();
        (await desk.Pauses.ResumeAsync(pause.Queue, MailDesk.Anna, MailDesk.Stop)).ShouldBeTrue();
        (await desk.Pauses.IsPausedAsync(pause.Queue, MailDesk.Stop)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_answers_a_notice_makes_no_ticket_and_no_receipt()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ben = await desk.AddAgentAsync("Ben", "ben@hub.test");
        var envelope = $"support+{(await desk.Tokens.GetAsync(MailDesk.Stop)).NoticeTag(ben.Id)}@hub.test";
        var outcome = await desk.FileAsync(Mails.From("Ben <ben@hub.test>", "I am away", to: envelope));
        (outcome.Kind, outcome.IsAnswered).ShouldBe((FilingKind.Suppressed, false));
        (await desk.Tray.ItemsAsync()).Single().Cause.ShouldBe(TrayCause.Loop);
    }

    private static async Task<int> AnsweredAsync(MailDesk desk, int count, Func<int, string> mail)
    {
        var answered = 0;
        for (var i = 0; i < count; i++)
        {
            answered += (await desk.FileAsync(mail(i))).IsAnswered ? 1 : 0;
        }
        return answered;
    }
}
