using Hub.Core.Agents;
using Hub.Core.Inboxes;
using Hub.Core.Tickets;
using static Hub.Core.Tests.Tickets.Samples;

namespace Hub.Core.Tests.Tickets;

public sealed class MailRecipientsTests
{
    private static readonly DirectorySnapshot Directory = DirectorySnapshot.Empty with
    {
        Inboxes = new Dictionary<InboxId, Inbox>
        {
            [new InboxId("inb_help")] = new()
            {
                Id = new InboxId("inb_help"),
                Name = "Help",
                Channel = ChannelKind.Email,
                Queue = Support.Id,
                CreatedAt = Noon,
                Email = new EmailSettings { Address = "help@hub.test" },
            },
        },
    };

    [Theory]
    [InlineData("a@b.test", "a@b.test")]
    [InlineData(" Jo Ott <jo@b.test> ", "Jo Ott:jo@b.test")]
    [InlineData("\"Ott, Jo\" <jo@b.test>, a@b.test", "Ott, Jo:jo@b.test|a@b.test")]
    [InlineData("Ott, Jo <jo@b.test>; a@b.test", "Ott, Jo:jo@b.test|a@b.test")]
    [InlineData("Jo <jo@b.test>\r\nAl <al@b.test>\n\n c@b.test", "Jo:jo@b.test|Al:al@b.test|c@b.test")]
    [InlineData("a@b.test b@b.test\tc@b.test", "a@b.test|b@b.test|c@b.test")]
    [InlineData("jörg@müller.test", "jörg@müller.test")]
    [InlineData("<jo@b.test>", "jo@b.test")]
    [InlineData("Anna, Ben, c@b.test", "Anna|Ben|c@b.test")]
    [InlineData("half an addr", "half an addr")]
    [InlineData(" , ;\n", "")]
    public void Mailboxes_are_read_as_people_write_them(string typed, string expected) =>
        string.Join('|', MailboxText.Read(typed).Select(static box => box.Name is null ? box.Address : $"{box.Name}:{box.Address}")).ShouldBe(expected);

    [Theory]
    [InlineData("a@b.test", true)]
    [InlineData("a+b@b.test", true)]
    [InlineData("jörg@müller.test", true)]
    [InlineData("a@b@c.test", false)]
    [InlineData("a b@c.test", false)]
    [InlineData("Jo <a@b.test>", false)]
    [InlineData("a@", false)]
    [InlineData("@b", false)]
    [InlineData("a@b.test\r\nBcc: c@d.test", false)]
    public void An_address_is_told_from_what_is_none(string text, bool isAddress) => MailRecipients.IsAddress(text).ShouldBe(isAddress);

    [Fact]
    public void Each_address_stands_once_where_it_is_seen_most()
    {
        var folded = new MailRecipients(Read("a@x.test, A@X.test"), Read("b@x.test, Al <a@x.test>, Bea <B@x.test>"), Read("c@x.test, b@x.test")).Fold();
        folded.To.ShouldBe([new Mailbox(null, "a@x.test")]);
        folded.Cc.ShouldBe([new Mailbox("Bea", "b@x.test")]);
        folded.Bcc.ShouldBe([new Mailbox(null, "c@x.test")]);
    }

    [Fact]
    public void What_cannot_be_sent_to_is_named()
    {
        Fault("", "b@x.test", "").ShouldBe(("to", RecipientFault.Nobody));
        Fault("a@x.test", "b@", "").ShouldBe(("cc", RecipientFault.NoAddress));
        Fault("a@x.test", "", "help+x@hub.test").ShouldBe(("bcc", RecipientFault.Own));
        Fault(string.Join(',', Enumerable.Range(0, MailRecipients.Most).Select(static n => $"a{n}@x.test")), "", "").ShouldBeNull();
        Fault(string.Join(',', Enumerable.Range(0, MailRecipients.Most).Select(static n => $"a{n}@x.test")), "", "one@more.test").ShouldBe(("to", RecipientFault.TooMany));
    }

    private static (string, RecipientFault)? Fault(string to, string cc, string bcc) =>
        new MailRecipients(Read(to), Read(cc), Read(bcc)).Check(Directory) is { } problem ? (problem.Field, problem.Fault) : null;

    private static IReadOnlyList<Mailbox> Read(string list) => MailboxText.Read(list);
}
