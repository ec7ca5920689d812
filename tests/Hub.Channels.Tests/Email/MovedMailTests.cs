using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Inbound;
using Hub.Core.Tickets;

namespace Hub.Channels.Tests.Email;

/// <summary>A mail filed in the wrong ticket is moved by a person, and what answers it follows.</summary>
public sealed class MovedMailTests
{
    [Fact]
    public async Task What_answers_a_moved_mail_comes_to_where_it_was_moved_and_back_after_an_undo()
    {
        await using var desk = await MailDesk.OpenAsync();
        var wrong = await desk.FileAsync(Mails.From(Mails.Carla, "Wrong", id: "wrong@customer.test"));
        var right = await desk.FileAsync(Mails.From(Mails.Carla, "Right"));
        var answer = await desk.AnswerAsync(wrong.Ticket!, "Please send it in.");
        var own = (await desk.Tokens.GetAsync(MailDesk.Stop)).MessageIdOf(MailRole.Reply, answer.Ticket, answer.Id, "hub.test");
        var (from, to) = ((await desk.TicketAsync(wrong.Ticket)).Id, (await desk.TicketAsync(right.Ticket)).Id);
        var move = new MoveEntries(desk.Writer, new EntryCopies(desk.Store));

        (await move.HandleAsync(from, [(await desk.EntryAsync(wrong)).Seq, answer.Seq], to, MailDesk.Anna, MailDesk.Stop)).ShouldBeOfType<TicketOutcome.Done>();
        foreach (var reference in new[] { "wrong@customer.test", own })
        {
            var moved = await desk.FileAsync(Mails.Answering(Mails.Carla, reference));
            moved.Ticket.ShouldBe(right.Ticket);
            moved.Because.ShouldContain("moved into this one");
        }
        (await move.UndoAsync(from, to, MailDesk.Anna, MailDesk.Stop)).ShouldBeOfType<TicketOutcome.Done>();
        (await desk.FileAsync(Mails.Answering(Mails.Carla, "wrong@customer.test"))).Ticket.ShouldBe(wrong.Ticket);
    }
}
