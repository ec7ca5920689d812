using Hub.Channels.Email.Sending;
using Hub.Core.Inbound;
using Hub.Core.Inboxes;
using Hub.Core.Outbound;
using Hub.Core.Queues;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using MimeKit;

namespace Hub.Channels.Tests.Email;

public sealed class ReplyComposerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly ReplyTokens Tokens = new(new byte[32]);
    private static readonly EmailSettings Settings = new() { Address = "support@hub.test", Signature = "Your support" };

    [Fact]
    public void An_answer_finds_its_way_back_by_every_sign()
    {
        var outbound = Outbound("Please send it in.");
        var (mail, sender, recipients) = Compose(outbound);

        Tokens.ReadMessageId(mail.MessageId!).ShouldBe(new OwnMail(MailRole.Reply, outbound.Ticket.Id, outbound.Message.Id));
        mail.Subject.ShouldBe("Re: [Hub#100001] Broken kettle");
        mail.InReplyTo.ShouldBe("second@customer.test");
        mail.References.ShouldBe(["first@customer.test", "second@customer.test"]);
        Tokens.ReadReplyTag(OwnAddresses.TagOf(mail.ReplyTo.Mailboxes.Single().Address)!).ShouldBe(outbound.Ticket.Id);
        Tokens.ReadBounceTag(OwnAddresses.TagOf(sender.Address)!).ShouldBe(outbound.Message.Id);
        recipients.Select(static to => to.Address).ShouldBe(["carla@customer.test", "dora@customer.test", "secret@customer.test"]);
        mail.Bcc.ShouldBeEmpty();
        mail.TextBody!.ReplaceLineEndings("\n").ShouldContain("-- \nYour support");
        mail.Headers.Contains(HeaderId.AutoSubmitted).ShouldBeFalse();
    }

    [Fact]
    public void The_address_of_the_queue_is_the_sender_and_answers_come_back_to_the_account()
    {
        var outbound = Outbound("From the treasurer.") with { SenderAddress = "money@hub.test" };
        var (mail, sender, _) = Compose(outbound);
        mail.From.Mailboxes.Single().Address.ShouldBe("money@hub.test");
        mail.ReplyTo.Mailboxes.Single().Address.ShouldStartWith("support+");
        sender.Address.ShouldStartWith("support+");
    }

    [Fact]
    public void The_team_of_the_queue_is_the_sender_and_signs()
    {
        var outbound = Outbound("From the treasurer.");
        var (mail, _, _) = Compose(outbound with
        {
            SenderName = "The\r\nBcc: board",
            Signature = "Treasurer <1>\n+49 30 1",
            Message = outbound.Message with { Html = "<p>From the treasurer.</p>" },
        });
        mail.From.Mailboxes.Single().Name.ShouldBe("The Bcc: board");
        mail.ReplyTo.Mailboxes.Single().Name.ShouldBe("The Bcc: board");
        mail.TextBody!.ReplaceLineEndings("\n").ShouldContain("-- \nTreasurer <1>\n+49 30 1");
        mail.TextBody!.ShouldNotContain("Your support");
        mail.HtmlBody!.ShouldStartWith("<div class=\"hub-reply\"><div><p>From the treasurer.</p></div>");
        mail.HtmlBody!.ShouldContain("-- <br>Treasurer &lt;1&gt;<br>+49 30 1");
    }

    [Fact]
    public void The_same_message_has_the_same_Message_ID_at_each_attempt()
    {
        var outbound = Outbound("Once.");
        Compose(outbound).Content.MessageId.ShouldBe(Compose(outbound with { Attempt = 2 }).Content.MessageId);
    }

    [Fact]
    public void A_receipt_is_known_as_automatic_and_cannot_bounce()
    {
        var outbound = Outbound("We have it.");
        var receipt = outbound with { Message = outbound.Message with { MessageKind = MessageKind.Activity, Subject = "[Hub#100001] We have received your message" } };
        var (mail, sender, _) = Compose(receipt);

        mail.Subject.ShouldBe("[Hub#100001] We have received your message");
        mail.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-replied");
        mail.Headers[HeaderId.Precedence].ShouldBe("bulk");
        mail.Headers["X-Auto-Response-Suppress"].ShouldBe("All");
        mail.Headers["X-Hub-Loop"].ShouldBe(Tokens.InstanceId);
        sender.Address.ShouldBeEmpty();
        mail.TextBody!.ShouldNotContain("Your support");
    }

    [Fact]
    public void Without_plus_addresses_the_plain_one_is_used()
    {
        var (mail, sender, _) = Compose(Outbound("Hello."), Settings with { UsesPlusAddress = false });
        mail.ReplyTo.ShouldBeEmpty();
        sender.Address.ShouldBe("support@hub.test");
    }

    [Fact]
    public void Nothing_from_outside_breaks_out_of_a_header()
    {
        var outbound = Outbound("Hello.");
        var evil = outbound with
        {
            Message = outbound.Message with
            {
                Subject = "Kettle\r\nBcc: evil@elsewhere.test",
                To = [new Mailbox("Carla\r\nBcc: evil@elsewhere.test", "carla@customer.test"), new Mailbox(null, "a@b.test>\r\nBcc: evil@elsewhere.test")],
                Mail = new MailFacts { InReplyTo = "x>\r\nBcc: evil@elsewhere.test", References = ["ok@customer.test", "y\r\nBcc: z"] },
            },
        };
        var bytes = new MemoryStream();
        Compose(evil).Content.WriteTo(bytes, TestContext.Current.CancellationToken);
        var reread = MimeMessage.Load(new MemoryStream(bytes.ToArray()), TestContext.Current.CancellationToken);

        reread.Headers.Contains(HeaderId.Bcc).ShouldBeFalse();
        reread.References.ShouldBe(["ok@customer.test"]);
        reread.InReplyTo.ShouldBeNull();
        reread.GetRecipients().Select(static to => to.Address).ShouldNotContain("evil@elsewhere.test");
    }

    private static Mail Compose(OutboundMessage outbound, EmailSettings? settings = null) =>
        new ReplyComposer(new TicketTag(), Tokens, TimeProvider.System).Compose(new Composition(outbound, settings ?? Settings, null, []));

    private static OutboundMessage Outbound(string text)
    {
        var inbox = new Inbox
        {
            Id = new InboxId("inb_mail"),
            Name = "Support",
            Channel = ChannelKind.Email,
            Queue = new DocId<Queue>("que_support"),
            Email = Settings,
            CreatedAt = Noon,
        };
        var ticket = new Ticket
        {
            Id = TicketId.New(Noon),
            Number = "100001",
            Subject = "Broken kettle",
            Status = "open",
            State = TicketState.Open,
            Queue = inbox.Queue,
            Contact = ContactId.New(Noon),
            ContactName = "Carla",
            LastActivityAt = Noon,
            CreatedAt = Noon,
            UpdatedAt = Noon,
        };
        return new OutboundMessage(inbox, ticket, new Message
        {
            Id = MessageId.New(Noon),
            Ticket = ticket.Id,
            MessageKind = MessageKind.Public,
            Direction = Direction.Out,
            Channel = ChannelKind.Email,
            Author = new Actor(ActorType.Agent, "agt_anna", "Anna", null),
            CreatedAt = Noon,
            OccurredAt = Noon,
            Text = text,
            Subject = "AW: [Hub#100001] Broken kettle",
            To = [new Mailbox("Carla", "carla@customer.test")],
            Cc = [new Mailbox(null, "dora@customer.test")],
            Bcc = [new Mailbox(null, "secret@customer.test")],
            Mail = new MailFacts { InReplyTo = "second@customer.test", References = ["first@customer.test", "second@customer.test"] },
        }, 1);
    }
}
