using System.Text;
using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Inbound;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Channels.Tests.Email;

/// <summary>What is held, suppressed, released, or seen to be there already.</summary>
public sealed class TrayTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Auto-Submitted: auto-generated")]
    [InlineData("auto-submitted: Auto-Replied (vacation)")]
    [InlineData("Precedence: bulk")]
    [InlineData("List-Id: <news.shop.test>")]
    [InlineData("X-Auto-Response-Suppress: OOF, All")]
    [InlineData("X-Loop: support@hub.test")]
    [InlineData("X-Autoreply: yes")]
    [InlineData("Return-Path: <>")]
    public async Task A_machine_without_a_ticket_is_suppressed(string header)
    {
        await using var desk = await MailDesk.OpenAsync();
        var outcome = await desk.FileAsync(Mails.From(Mails.Carla, headers: header));

        outcome.Kind.ShouldBe(FilingKind.Suppressed);
        outcome.Ticket.ShouldBeNull();
        outcome.IsAnswered.ShouldBeFalse();
        (await TrayAsync(desk)).Single().State.ShouldBe(IntakeState.Suppressed);
    }

    [Theory]
    [InlineData("Auto-Submitted: no")]
    [InlineData("X-Original-Sender: carla@customer.test\nList-Id: <team.hub.test>\nPrecedence: list")]
    public async Task A_person_is_not_taken_for_a_machine(string headers)
    {
        await using var desk = await MailDesk.OpenAsync();
        var outcome = await desk.FileAsync(Mails.From(Mails.Carla, headers: headers.Split('\n')));

        outcome.Kind.ShouldBe(FilingKind.Created);
        outcome.IsAnswered.ShouldBe(!headers.Contains("List-Id", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Our_own_mail_coming_back_is_never_answered()
    {
        await using var desk = await MailDesk.OpenAsync();
        var instance = (await desk.Tokens.GetAsync(MailDesk.Stop)).InstanceId;

        (await desk.FileAsync(Mails.From(Mails.Carla, headers: $"X-Hub-Loop: {instance}"))).Kind.ShouldBe(FilingKind.Suppressed);
        (await desk.FileAsync(Mails.From("support@hub.test"))).Kind.ShouldBe(FilingKind.Suppressed);
        (await desk.FileAsync(Mails.From(Mails.Carla, headers: "X-Hub-Loop: another"))).Kind.ShouldBe(FilingKind.Created);
    }

    [Fact]
    public async Task The_same_mail_again_is_a_duplicate_wherever_the_first_one_is()
    {
        await using var desk = await MailDesk.OpenAsync();
        var mail = Mails.From(Mails.Carla, id: "once@customer.test");
        var first = await desk.FileAsync(mail);
        var again = await desk.FileAsync($"Received: from relay.test by mx.hub.test\n{mail}");
        var machine = Mails.From(Mails.Carla, id: "bulk@customer.test", headers: "Precedence: bulk");
        await desk.FileAsync(machine);
        var machineAgain = await desk.FileAsync(machine);

        again.Kind.ShouldBe(FilingKind.Duplicate);
        again.Ticket.ShouldBe(first.Ticket);
        again.Message.ShouldBe(first.Message);
        machineAgain.Kind.ShouldBe(FilingKind.Duplicate);
        (await TrayAsync(desk)).Count.ShouldBe(1);
        (await desk.ThreadAsync(first.Ticket)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_same_mail_posted_in_parallel_is_one_message()
    {
        await using var desk = await MailDesk.OpenAsync();
        var mail = Mails.From(Mails.Carla, id: "once@customer.test");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => desk.FileAsync(mail))));

        outcomes.Count(static outcome => outcome.Kind == FilingKind.Created).ShouldBe(1);
        outcomes.Count(static outcome => outcome.Kind == FilingKind.Duplicate).ShouldBe(15);
        outcomes.Select(static outcome => outcome.Ticket).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Many_mails_of_one_new_sender_in_parallel_make_one_contact()
    {
        await using var desk = await MailDesk.OpenAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => desk.FileAsync(Mails.From(Mails.Carla, $"Question {i}")))));

        outcomes.ShouldAllBe(static outcome => outcome.Kind == FilingKind.Created);
        var contacts = new HashSet<ContactId>();
        foreach (var outcome in outcomes)
        {
            contacts.Add((await desk.TicketAsync(outcome.Ticket)).Contact);
        }
        contacts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_Message_ID_with_other_content_is_filed_and_marked()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.FileAsync(Mails.From(Mails.Carla, id: "same@customer.test"));
        var other = await desk.FileAsync(Mails.From(Mails.Stranger, text: "Something else", id: "same@customer.test"));

        other.Kind.ShouldBe(FilingKind.Created);
        (await desk.EntryAsync(other)).Marks.ShouldBe([MessageMarks.PossibleDuplicate]);
    }

    [Fact]
    public async Task Without_Message_ID_the_content_says_whether_it_is_the_same()
    {
        await using var desk = await MailDesk.OpenAsync();
        (await desk.FileAsync(Mails.From(Mails.Carla, id: ""))).Kind.ShouldBe(FilingKind.Created);
        (await desk.FileAsync(Mails.From(Mails.Carla, id: ""))).Kind.ShouldBe(FilingKind.Duplicate);
        (await desk.FileAsync(Mails.From(Mails.Carla, text: "Other", id: ""))).Kind.ShouldBe(FilingKind.Created);
    }

    [Fact]
    public async Task Two_inboxes_are_two_deliveries()
    {
        await using var desk = await MailDesk.OpenAsync();
        var sales = await desk.AddInboxAsync("inb_sales", "sales@hub.test");
        var mail = Mails.From(Mails.Carla, id: "both@customer.test");

        (await desk.FileAsync(mail)).Kind.ShouldBe(FilingKind.Created);
        (await desk.FileAsync(mail, sales.Id)).Kind.ShouldBe(FilingKind.Created);
        (await desk.FileAsync(Mails.Answering(Mails.Stranger, "first@customer.test"), sales.Id)).Kind.ShouldBe(FilingKind.Created);
    }

    [Fact]
    public async Task A_mail_that_breaks_the_reader_is_held_after_three_tries()
    {
        var clock = new FakeTimeProvider(Morning);
        await using var desk = await MailDesk.OpenAsync(clock);
        desk.Reader.Fails = true;
        var id = (await desk.KeepAsync(Encoding.UTF8.GetBytes(Mails.From(Mails.Carla)))).Id;
        for (var tries = 1; tries <= 3; tries++)
        {
            var intake = (await desk.Store.FindAsync(id, MailDesk.Stop))!;
            intake.State.ShouldBe(IntakeState.Received);
            await desk.File.HandleAsync(intake, MailDesk.Stop);
        }
        var held = (await desk.Store.FindAsync(id, MailDesk.Stop))!;
        held.State.ShouldBe(IntakeState.Held);
        held.Reason!.ShouldContain("3 times");

        desk.Reader.Fails = false;
        held.Cause.ShouldBe(TrayCause.Poison);
        var released = await desk.Tray.ReleaseAsync(held);
        released.ShouldBeOfType<TrayOutcome.Released>().Filing.Kind.ShouldBe(FilingKind.Created);
    }

    [Fact]
    public async Task A_mail_that_takes_too_long_to_read_is_held()
    {
        await using var desk = await MailDesk.OpenAsync(limits: new IntakeLimits { ReadPatience = TimeSpan.FromMilliseconds(100) });
        var gate = new TaskCompletionSource();
        desk.Reader.Gate = gate.Task;
        var outcome = await desk.FileAsync(Mails.From(Mails.Carla));

        outcome.Kind.ShouldBe(FilingKind.Held);
        outcome.Because.ShouldContain("takes longer");
        (await TrayAsync(desk)).Single().State.ShouldBe(IntakeState.Held);
        gate.SetResult();
    }

    [Fact]
    public async Task What_is_no_mail_is_held()
    {
        await using var desk = await MailDesk.OpenAsync();
        var outcome = await desk.FileAsync("\u0001\u0002 nothing like a mail");

        outcome.Kind.ShouldBe(FilingKind.Held);
        outcome.Because.ShouldStartWith("unreadable");
    }

    [Fact]
    public async Task More_than_the_limit_is_not_taken()
    {
        await using var desk = await MailDesk.OpenAsync(limits: new IntakeLimits { LargestMessage = 1000 });
        var outcome = await desk.ReceiveAsync(new MemoryStream(new byte[1001]), "1/1");

        outcome.ShouldBeOfType<ReceiveOutcome.TooLarge>().Limit.ShouldBe(1000);
    }

    [Fact]
    public async Task A_source_position_is_received_once()
    {
        await using var desk = await MailDesk.OpenAsync();
        var mail = Encoding.UTF8.GetBytes(Mails.From(Mails.Carla));

        (await desk.ReceiveAsync(new MemoryStream(mail), "1/7")).ShouldBeOfType<ReceiveOutcome.Received>();
        (await desk.ReceiveAsync(new MemoryStream(mail), "1/7")).ShouldBeOfType<ReceiveOutcome.FetchedAlready>();
    }

    [Fact]
    public async Task A_suppressed_mail_can_be_released_into_a_ticket_or_deleted()
    {
        await using var desk = await MailDesk.OpenAsync();
        var ticket = await desk.FileAsync(Mails.From(Mails.Carla));
        await desk.FileAsync(Mails.From(Mails.Stranger, "Newsletter", headers: "Precedence: bulk"));
        await desk.FileAsync(Mails.From(Mails.Stranger, "Advert", headers: "Precedence: bulk"));
        var tray = await TrayAsync(desk);

        var released = await desk.Tray.ReleaseAsync(tray[1], ticket.Ticket);
        var filing = released.ShouldBeOfType<TrayOutcome.Released>().Filing;
        filing.Ticket.ShouldBe(ticket.Ticket);
        filing.IsAnswered.ShouldBeFalse();
        (await desk.Tray.ReleaseAsync(tray[1])).ShouldBeOfType<TrayOutcome.NotFound>();
        (await desk.Tray.DiscardAsync(tray[0])).ShouldBeOfType<TrayOutcome.Deleted>();
        (await TrayAsync(desk)).ShouldBeEmpty();
        (await desk.ThreadAsync(ticket.Ticket))[^1].Subject.ShouldBe("Newsletter");
    }

    [Fact]
    public async Task Rows_left_behind_are_filed_by_the_lanes_in_the_order_of_their_sender()
    {
        var clock = new FakeTimeProvider(Morning);
        await using var desk = await MailDesk.OpenAsync(clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(MailDesk.Stop);
        for (var i = 0; i < 5; i++)
        {
            var mail = i == 0 ? Mails.From(Mails.Carla, id: "0@customer.test") : Mails.Answering(Mails.Carla, $"{i - 1}@customer.test", $"Part {i}", id: $"{i}@customer.test");
            await desk.KeepAsync(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")));
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }
        var running = desk.Lanes.RunAsync(stop.Token);
        (await desk.Lanes.RedriveAsync(isStart: true, MailDesk.Stop)).ShouldBe(5);
        var texts = await Eventually.GetAsync("five entries", async () =>
        {
            var page = await desk.Store.ListAsync(new View<Ticket>(Core.Views.Filter<Ticket>.Everything, Ticket.Fields.Number), new PageRequest(10), MailDesk.Stop);
            var entries = page.Items.Count == 0 ? [] : (await desk.ThreadAsync(page.Items[0].Number)).Where(static entry => entry.MessageKind == MessageKind.Public).ToList();
            return entries.Count == 5 ? entries.Select(static entry => entry.Text).ToList() : null;
        });
        texts.ShouldBe(["The kettle leaks.", "Part 1", "Part 2", "Part 3", "Part 4"]);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    [Fact]
    public async Task An_answer_is_filed_after_what_it_answers_whoever_wrote_that()
    {
        const int Pairs = 40;
        var clock = new FakeTimeProvider(Morning);
        await using var desk = await MailDesk.OpenAsync(clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(MailDesk.Stop);
        for (var i = 0; i < Pairs; i++)
        {
            foreach (var mail in (string[])[
                Mails.From($"asks{i}@customer.test", id: $"{i}@customer.test"), Mails.Answering($"adds{i}@customer.test", $"{i}@customer.test", $"And {i}", id: $"{i}-b@customer.test")])
            {
                await desk.KeepAsync(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")));
                clock.Advance(TimeSpan.FromMilliseconds(1));
            }
        }
        var running = desk.Lanes.RunAsync(stop.Token);
        (await desk.Lanes.RedriveAsync(isStart: true, MailDesk.Stop)).ShouldBe(2 * Pairs);
        await Eventually.GetAsync("all are filed", async () =>
            await desk.Store.CountAsync(Intake.Fields.State.Is(nameof(IntakeState.Filed)), 1000, MailDesk.Stop) == 2 * Pairs ? "" : null);
        var tickets = await desk.Store.ListAsync(new View<Ticket>(Core.Views.Filter<Ticket>.Everything, Ticket.Fields.Number), new PageRequest(100), MailDesk.Stop);
        tickets.Items.Count.ShouldBe(Pairs);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    private static Task<IReadOnlyList<Intake>> TrayAsync(MailDesk desk) => desk.Tray.ItemsAsync();
}
