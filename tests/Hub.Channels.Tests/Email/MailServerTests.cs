using System.Security.Cryptography;
using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.MailServers;
using MimeKit;

namespace Hub.Channels.Tests.Email;

/// <summary>A conversation over real Postfix and Dovecot, by IMAP and by POP3.</summary>
public sealed class MailServerTests(MailServerTests.Servers servers) : IClassFixture<MailServerTests.Servers>
{
    private const int TwentyMegabytes = 20 * 1024 * 1024;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("imap")]
    [InlineData("pop3")]
    public async Task A_conversation_by_mail_is_one_ticket(string protocol)
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var carla = new CustomerMailbox(servers.Host, $"carla-{protocol}@customer.test");
        await using var running = await RunningDesk.StartAsync(servers.Host, protocol);
        var desk = running.Desk;

        var question = await carla.SendAsync(running.Address, "Broken kettle", "Hello, the kettle leaks, and I have it for a week only.", Stop);
        var receipt = (await ArrivedAsync(carla, 1))[0];
        receipt.InReplyTo.ShouldBe(question.MessageId);
        receipt.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-replied");
        receipt.Headers[HeaderId.ReturnPath].ShouldBe("<>");
        var number = new TicketTag().FindIn(receipt.Subject!).ShouldNotBeNull();
        (await desk.ThreadAsync(number)).Count(static entry => entry.MessageKind == MessageKind.Public).ShouldBe(1);

        await desk.AnswerAsync(number, "Please send it in.", new ThenStatus("closed", null));
        var answer = (await ArrivedAsync(carla, 2))[1];
        answer.InReplyTo.ShouldBe(question.MessageId);
        answer.References.ShouldBe([question.MessageId!]);
        answer.Subject.ShouldBe($"Re: [Hub#{number}] Broken kettle");
        answer.TextBody!.ShouldStartWith("Please send it in.");
        answer.TextBody!.ShouldContain("> Hello, the kettle leaks");
        var sent = (await desk.ThreadAsync(number)).Single(static entry => entry is { MessageKind: MessageKind.Public, Direction: Direction.Out });
        sent.Delivery!.State.ShouldBe(DeliveryState.Sent);
        sent.Mail!.MessageId.ShouldBe(answer.MessageId);
        (await desk.TicketAsync(number)).State.ShouldBe(TicketState.Closed);

        // Her program answers to the ticket's own address; the subject has lost its number.
        await carla.SendAsync(answer.ReplyTo.Mailboxes.Single().Address, "Re: Broken kettle", $"It is on its way.\r\n\r\n{answer.TextBody!.Replace("\n", "\n> ", StringComparison.Ordinal)}", Stop, answering: answer);
        await Eventually.GetAsync("the ticket opens again", async () => (await desk.TicketAsync(number)).State == TicketState.Open ? "" : null);
        var thread = await desk.ThreadAsync(number);
        thread.Count(static entry => entry is { MessageKind: MessageKind.Public, Direction: Direction.In }).ShouldBe(2);
        thread.Count(static entry => entry.Change?.What == "receipt").ShouldBe(1);
        (await carla.ReadAsync(Stop)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Twenty_megabytes_survive_both_ways()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var dora = new CustomerMailbox(servers.Host, "dora@customer.test");
        await using var running = await RunningDesk.StartAsync(servers.Host, "imap", "large");
        var desk = running.Desk;
        var file = RandomNumberGenerator.GetBytes(TwentyMegabytes);

        await dora.SendAsync(running.Address, "A film", "See the film.", Stop, file: file);
        var receipt = (await ArrivedAsync(dora, 1))[0];
        var number = new TicketTag().FindIn(receipt.Subject!)!;
        var entry = (await desk.ThreadAsync(number)).Single(static entry => entry.MessageKind == MessageKind.Public);
        var reference = entry.Attachments.Single();
        reference.Size.ShouldBe(TwentyMegabytes);
        reference.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(file)));

        var ticket = await desk.TicketAsync(number);
        await desk.Reply.HandleAsync(new ReplyCommand(ticket.Id, "Here it is again.", ticket.LastSeq) { Attachments = [reference.Id] }, MailDesk.Anna, Stop);
        var answer = (await ArrivedAsync(dora, 2))[1];
        var returned = answer.Attachments.OfType<MimePart>().Single();
        returned.FileName.ShouldBe("photo.bin");
        using var bytes = new MemoryStream();
        await returned.Content!.DecodeToAsync(bytes, Stop);
        SHA256.HashData(bytes.ToArray()).ShouldBe(SHA256.HashData(file));
    }

    [Fact]
    public async Task The_same_mail_fetched_twice_is_one_message()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var eve = new CustomerMailbox(servers.Host, "eve@customer.test");
        await using var running = await RunningDesk.StartAsync(servers.Host, "imap", "twice");
        await eve.SendAsync(running.Address, "Once", "Only once, please.", Stop);
        await ArrivedAsync(eve, 1);

        // As after a crash between fetching and writing the position down, and as after a new UIDVALIDITY.
        await running.ForgetPositionAsync();
        await eve.SendAsync(running.Address, "Second", "Another one.", Stop);
        await ArrivedAsync(eve, 2);
        var tickets = await running.Desk.Store.ListAsync(
            new View<Ticket>(Core.Views.Filter<Ticket>.Everything, Ticket.Fields.Number), new PageRequest(10), Stop);
        tickets.Items.Select(static ticket => ticket.Subject).ShouldBe(["Once", "Second"]);
    }

    [Fact]
    public async Task An_unknown_recipient_comes_back_as_a_bounce_on_the_message()
    {
        Assert.SkipWhen(MailHost.Missing is not null, MailHost.Missing ?? "");
        var frank = new CustomerMailbox(servers.Host, "frank@customer.test");
        await using var running = await RunningDesk.StartAsync(servers.Host, "imap", "bounces");
        var desk = running.Desk;
        await frank.SendAsync(running.Address, "Hello", "Is anybody there?", Stop);
        var number = new TicketTag().FindIn((await ArrivedAsync(frank, 1))[0].Subject!)!;
        var ticket = await desk.TicketAsync(number);
        await desk.Reply.HandleAsync(new ReplyCommand(ticket.Id, "Yes.", ticket.LastSeq) { To = [new Mailbox(null, "missing@customer.test")] }, MailDesk.Anna, Stop);

        var failed = await Eventually.GetAsync("the message fails", async () =>
            (await desk.ThreadAsync(number)).FirstOrDefault(static entry => entry is { Direction: Direction.Out, MessageKind: MessageKind.Public, Delivery.State: DeliveryState.Failed }));
        failed.Delivery!.Recipients.ShouldContain(static one => one.Address == "missing@customer.test" && one.State == DeliveryState.Failed);
    }

    private async Task<IReadOnlyList<MimeMessage>> ArrivedAsync(CustomerMailbox mailbox, int count)
    {
        try
        {
            return await Eventually.GetAsync($"{count} mails for {mailbox.Address}", async () => await mailbox.ReadAsync(Stop) is var mails && mails.Count >= count ? mails : null);
        }
        catch (TimeoutException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(servers.Host.Logs());
            throw;
        }
    }

    /// <summary>The servers of this class.</summary>
    public sealed class Servers : IAsyncLifetime
    {
        public MailHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            if (MailHost.Missing is null)
            {
                Host = await MailHost.StartAsync(Stop);
            }
        }

        public ValueTask DisposeAsync() => Host?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
