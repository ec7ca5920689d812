using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Agents;
using Hub.Core.AutomaticMails;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.MailServers;
using MimeKit;

namespace Hub.Channels.Tests.Email.Silence;

/// <summary>Hub against what would answer it for ever, over real Postfix and Dovecot: each exchange ends after one automatic mail.</summary>
public sealed class LoopTests(MailServerTests.Servers servers) : IClassFixture<MailServerTests.Servers>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_Hubs_with_receipts_pointed_at_each_other_stop_after_one_each()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        await using var one = await RunningDesk.StartAsync(servers.Host, "imap", "one");
        await using var two = await RunningDesk.StartAsync(servers.Host, "imap", "two");
        // Each gets a mail that claims to come from the other.
        await new CustomerMailbox(servers.Host, one.Address).SendAsync(two.Address, "Hello two", "Are you there?", Stop);
        await new CustomerMailbox(servers.Host, two.Address).SendAsync(one.Address, "Hello one", "Are you there?", Stop);

        foreach (var hub in new[] { one, two })
        {
            // The other's receipt has come and is known for what it is. Both count their tickets alike, so its number may be that of the
            // ticket here: then it stands there, folded; else it lies in the tray.
            await Eventually.GetAsync($"the receipt at {hub.Address}", async () => await KnownAsync(hub.Desk) == 1 ? "" : null);
            await Eventually.GetAsync($"the ticket at {hub.Address}", async () => (await TicketsAsync(hub.Desk)).SingleOrDefault());
        }
        foreach (var hub in new[] { one, two })
        {
            await hub.IdleAsync();
            (await ReceiptsAsync(hub.Desk)).ShouldBe(1);
            (await TicketsAsync(hub.Desk)).Count.ShouldBe(1);
            (await KnownAsync(hub.Desk)).ShouldBe(1);
        }

        static async Task<int> KnownAsync(MailDesk desk) => (await desk.Tray.ItemsAsync()).Count(static item => item.Cause == TrayCause.Automatic)
            + (await PublicAsync(desk)).Count(static entry => entry.Marks.Contains(MessageMarks.Automatic));
    }

    [Theory]
    [InlineData("marked")]
    [InlineData("unmarked")]
    [InlineData("bare")]
    public async Task A_vacation_responder_gets_one_receipt(string manner)
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        await using var hub = await RunningDesk.StartAsync(servers.Host, "imap", $"vacation-{manner}");
        var away = new CustomerMailbox(servers.Host, $"away-{manner}@customer.test");
        await away.SendAsync(hub.Address, "Kettle", "It leaks.", Stop);
        var answered = 0;
        // Answers everything it gets, without remembering whom it has told: the worst of its kind.
        var exchange = await Eventually.GetAsync("the responder's words are filed", async () =>
        {
            foreach (var mail in (await away.ReadAsync(Stop)).Skip(answered))
            {
                answered++;
                await away.SendAsync(AwayNotice(away.Address, mail, manner), Stop);
            }
            var entries = await PublicAsync(hub.Desk);
            return answered > 0 && entries.Count + (await hub.Desk.Tray.ItemsAsync()).Count == 1 + answered ? entries : null;
        });

        await hub.IdleAsync();
        answered.ShouldBe(1);
        (await ReceiptsAsync(hub.Desk)).ShouldBe(1);
        (await away.ReadAsync(Stop)).Count.ShouldBe(1);
        exchange.Count(static entry => entry.Marks.Contains(MessageMarks.Automatic)).ShouldBe(manner == "marked" ? 1 : 0);
    }

    [Fact]
    public async Task An_agent_whose_address_bounces_gets_one_notice()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        await using var hub = await RunningDesk.StartAsync(servers.Host, "imap", "deadagent");
        var desk = hub.Desk;
        var carla = new CustomerMailbox(servers.Host, "carla-deadagent@customer.test");
        var gone = await desk.AddAgentAsync("Gone", "missing@customer.test", isAdministrator: true);
        var question = await carla.SendAsync(hub.Address, "Kettle", "It leaks.", Stop);
        var ticket = (await Eventually.GetAsync("her ticket", async () => (await TicketsAsync(desk)).SingleOrDefault())).Id;
        await desk.Writer.ChangeAsync(ticket, (found, now) =>
        {
            var edit = new TicketEdit(found, now);
            edit.Set(header => header with { Watchers = [gone.Id] });
            return ValueTask.FromResult(new Decision<bool>(true, edit));
        }, notFound: false, Stop);
        var mails = new CountingNotices(desk.NoticeMail());

        await carla.SendAsync(hub.Address, "Re: Kettle", "Any news?", Stop, answering: question);
        await Eventually.GetAsync("a notice goes out", async () => await NotifyAsync(desk, mails) > 0 ? "" : null);
        mails.Sent.ShouldBe(1);
        // Its bounce names the agent, makes no ticket, and is the last thing that address hears of.
        var bounce = await Eventually.GetAsync("its bounce", async () => (await desk.Tray.ItemsAsync()).SingleOrDefault());
        bounce.Cause.ShouldBe(TrayCause.Bounce);
        bounce.Reason.ShouldNotBeNull().ShouldContain("Gone");
        (await desk.Undeliverable.FindAsync(gone.Email, Stop)).ShouldNotBeNull().Cause.ShouldBe(SilenceCause.Bounce);

        await carla.SendAsync(hub.Address, "Re: Kettle", "Hello?", Stop, answering: question);
        await Eventually.GetAsync("the next notice", async () => await NotifyAsync(desk, mails) > 0 ? "" : null);
        mails.Sent.ShouldBe(1);
        (await TicketsAsync(desk)).Count.ShouldBe(1);
        (await desk.Tray.ItemsAsync()).Count.ShouldBe(1);
    }

    private static MimeMessage AwayNotice(string from, MimeMessage about, string manner)
    {
        var notice = new MimeMessage { Subject = manner == "bare" ? "Out of office" : $"Auto: {about.Subject}", MessageId = $"{Guid.NewGuid():n}@customer.test" };
        notice.From.Add(MailboxAddress.Parse(from));
        notice.To.AddRange(manner == "bare" ? about.From : about.ReplyTo);
        if (manner != "bare")
        {
            notice.InReplyTo = about.MessageId;
        }
        if (manner == "marked")
        {
            notice.Headers.Add(HeaderId.AutoSubmitted, "auto-replied");
        }
        notice.Body = new TextPart("plain") { Text = "I am away until Monday." };
        return notice;
    }

    private static async Task<int> NotifyAsync(MailDesk desk, INoticeMail mail)
    {
        var work = await desk.Store.Outbox.LeaseAsync(OutboxConsumers.Notify, 10, DeliverMessage.Lease, Stop);
        foreach (var entry in work)
        {
            await desk.Notify(mail).HandleAsync(entry, Stop);
        }
        return work.Count;
    }

    private static async Task<IReadOnlyList<Ticket>> TicketsAsync(MailDesk desk) =>
        (await desk.Store.ListAsync(new View<Ticket>(Core.Views.Filter<Ticket>.Everything, Ticket.Fields.Number), new PageRequest(50), Stop)).Items;

    private static async Task<List<Message>> EntriesAsync(MailDesk desk)
    {
        var all = new List<Message>();
        foreach (var ticket in await TicketsAsync(desk))
        {
            all.AddRange(await desk.ThreadAsync(ticket.Number));
        }
        return all;
    }

    private static async Task<List<Message>> PublicAsync(MailDesk desk) => [.. (await EntriesAsync(desk)).Where(static entry => entry.MessageKind == MessageKind.Public)];

    private static async Task<int> ReceiptsAsync(MailDesk desk) => (await EntriesAsync(desk)).Count(static entry => entry.Change?.What is "receipt" or "notice");

    private sealed class CountingNotices(INoticeMail inner) : INoticeMail
    {
        public int Sent { get; private set; }

        public ValueTask<DeliveryOutcome> SendAsync(Inbox inbox, Agent to, string subject, string text, CancellationToken ct)
        {
            Sent++;
            return inner.SendAsync(inbox, to, subject, text, ct);
        }
    }
}
