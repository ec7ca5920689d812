using Hub.Core.Inbound;
using Hub.Core.Tests.Tickets;

namespace Hub.Core.Tests.Inbound;

public sealed class ReplyTokensTests
{
    private static readonly TicketId Ticket = TicketId.New(Samples.Noon);
    private static readonly MessageId Message = MessageId.New(Samples.Noon);
    private readonly ReplyTokens _tokens = new(new byte[32]);

    [Theory]
    [InlineData(MailRole.Reply)]
    [InlineData(MailRole.Note)]
    [InlineData(MailRole.Automatic)]
    public void A_Message_ID_names_what_it_was_made_for_in_any_case(MailRole role)
    {
        var id = _tokens.MessageIdOf(role, Ticket, Message, "hub.test");
        _tokens.ReadMessageId(id.ToUpperInvariant()).ShouldBe(new OwnMail(role, Ticket, Message));
        id.ShouldBe(_tokens.MessageIdOf(role, Ticket, Message, "hub.test"));
    }

    [Fact]
    public void Every_changed_letter_makes_it_a_forgery()
    {
        var id = _tokens.MessageIdOf(MailRole.Reply, Ticket, Message, "hub.test");
        for (var at = 0; at < id.IndexOf('@', StringComparison.Ordinal); at++)
        {
            var forged = id.ToCharArray();
            forged[at] = forged[at] == 'a' ? 'b' : 'a';
            _tokens.ReadMessageId(new string(forged)).ShouldBeNull();
        }
    }

    [Fact]
    public void Another_installation_reads_nothing_but_sees_the_form()
    {
        var other = new ReplyTokens([.. Enumerable.Repeat((byte)7, 32)]);
        var id = other.MessageIdOf(MailRole.Reply, Ticket, Message, "hub.test");
        _tokens.ReadMessageId(id).ShouldBeNull();
        ReplyTokens.LooksOwn(id).ShouldBeTrue();
        ReplyTokens.LooksOwn("someone@elsewhere.test").ShouldBeFalse();
        _tokens.ReadReplyTag(other.ReplyTag(Ticket)).ShouldBeNull();
        other.InstanceId.ShouldNotBe(_tokens.InstanceId);
    }

    [Fact]
    public void Tags_do_not_stand_for_one_another()
    {
        _tokens.ReadReplyTag(_tokens.ReplyTag(Ticket)).ShouldBe(Ticket);
        _tokens.ReadBounceTag(_tokens.BounceTag(Message)).ShouldBe(Message);
        _tokens.ReadReplyTag(_tokens.BounceTag(Message)).ShouldBeNull();
        _tokens.ReadBounceTag(_tokens.ReplyTag(Ticket)).ShouldBeNull();
        _tokens.ReadReplyTag("t-").ShouldBeNull();
    }

    [Fact]
    public void An_address_with_a_tag_keeps_within_a_local_part() =>
        $"customer-service+{_tokens.ReplyTag(Ticket)}".Length.ShouldBeLessThanOrEqualTo(64);
}
