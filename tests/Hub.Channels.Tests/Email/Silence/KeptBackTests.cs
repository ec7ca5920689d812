using Hub.Channels.Tests.Email.Desk;
using Hub.Core.BlockedSenders;
using Hub.Core.Inbound;
using Hub.Core.Settings;
using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Channels.Tests.Email.Silence;

/// <summary>The tray: every cause in a word, the original, the way out of it, and who is not let in.</summary>
public sealed class KeptBackTests
{
    [Fact]
    public async Task A_blocked_sender_is_held_until_it_is_let_in_again()
    {
        await using var desk = await MailDesk.OpenAsync();
        var blocked = (await desk.Tray.BlockAsync(" Carla@Customer.test ")).ShouldBeOfType<SettingOutcome<BlockedSender>.Done>().Value;
        (await desk.Tray.BlockAsync("carla@customer.test")).ShouldBeOfType<SettingOutcome<BlockedSender>.Taken>();

        var held = await desk.FileAsync(Mails.From(Mails.Carla));
        (held.Kind, held.IsAnswered).ShouldBe((FilingKind.Held, false));
        held.Because.ShouldBe("blocked: carla@customer.test is on the list of blocked senders.");
        (await desk.FileAsync(Mails.From("dora@customer.test"))).Kind.ShouldBe(FilingKind.Created);
        var item = (await desk.Tray.ItemsAsync()).Single();
        (item.State, item.Cause).ShouldBe((IntakeState.Held, TrayCause.Blocked));

        (await desk.Tray.ReleaseAsync(item)).ShouldBeOfType<TrayOutcome.Released>().Filing.Kind.ShouldBe(FilingKind.Created);
        (await desk.Tray.UnblockAsync(blocked)).ShouldBeOfType<SettingOutcome<BlockedSender>.Done>();
        (await desk.FileAsync(Mails.From(Mails.Carla, "Again"))).Kind.ShouldBe(FilingKind.Created);
    }

    [Fact]
    public async Task A_blocked_domain_stands_for_all_below_it_and_for_no_other()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.Tray.BlockAsync("@spam.test");

        (await desk.FileAsync(Mails.From("a@spam.test"))).Kind.ShouldBe(FilingKind.Held);
        (await desk.FileAsync(Mails.From("a@deep.mail.SPAM.test"))).Kind.ShouldBe(FilingKind.Held);
        (await desk.FileAsync(Mails.From("a@notspam.test"))).Kind.ShouldBe(FilingKind.Created);
    }

    [Theory]
    [InlineData("")]
    [InlineData("test")]
    [InlineData("a b@x.test")]
    [InlineData("a@")]
    [InlineData("support@hub.test")]
    [InlineData("*.test")]
    public async Task What_cannot_be_blocked_is_refused_in_words(string sender)
    {
        await using var desk = await MailDesk.OpenAsync();
        (await desk.Tray.BlockAsync(sender)).ShouldBeOfType<SettingOutcome<BlockedSender>.Invalid>().Text.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Everything_kept_back_says_why_in_a_word_shows_its_original_and_is_told_of_at_once()
    {
        await using var desk = await MailDesk.OpenAsync();
        var bulk = Mails.From(Mails.Stranger, "Advert", headers: "Precedence: bulk");
        (await desk.Tray.ChangesDuringAsync(() => desk.FileAsync(bulk))).ShouldBe(1);
        await desk.FileAsync("\u0001\u0002 nothing like a mail");
        await desk.FileAsync(await Corpus.ReadAsync("bounce-postfix.eml"));
        await desk.FileAsync(Mails.From("support@hub.test"));

        var items = await desk.Tray.ItemsAsync();
        items.Select(static item => item.Cause).ShouldBe([TrayCause.Loop, TrayCause.Bounce, TrayCause.Unreadable, TrayCause.Automatic]);
        items.ShouldAllBe(static item => !string.IsNullOrWhiteSpace(item.Reason));
        (await desk.Tray.OriginalAsync(items[3])).ShouldBe(bulk.ReplaceLineEndings("\r\n"));
        (await desk.Tray.ReleaseAsync(items[3], "999999")).ShouldBeOfType<TrayOutcome.NoSuchTicket>();
        (await desk.Tray.ReleaseAsync(items[2])).ShouldBeOfType<TrayOutcome.StillHeld>();
        (await desk.Tray.ChangesDuringAsync(() => desk.Tray.DiscardAsync(items[0]).AsTask())).ShouldBe(1);
        (await desk.Tray.ChangesDuringAsync(() => desk.Tray.ReleaseAsync(items[3]).AsTask())).ShouldBe(1);
        (await desk.Tray.ItemsAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_released_into_a_merged_ticket_goes_where_that_one_continues()
    {
        await using var desk = await MailDesk.OpenAsync();
        var target = await desk.FileAsync(Mails.From(Mails.Carla, "Target"));
        var source = await desk.FileAsync(Mails.From(Mails.Carla, "Source"));
        var before = await desk.TicketAsync(source.Ticket);
        await desk.Store.CommitAsync(new ChangeSet().Replace(before, before with { State = TicketState.Merged, MergedInto = (await desk.TicketAsync(target.Ticket)).Id }), MailDesk.Stop);
        await desk.FileAsync(Mails.From(Mails.Stranger, "Advert", headers: "Precedence: bulk"));

        (await desk.Tray.ReleaseAsync((await desk.Tray.ItemsAsync()).Single(), source.Ticket)).ShouldBeOfType<TrayOutcome.Released>().Filing.Ticket.ShouldBe(target.Ticket);
    }

    [Fact]
    public async Task A_released_bounce_is_filed_and_never_answered()
    {
        await using var desk = await MailDesk.OpenAsync();
        await desk.FileAsync(await Corpus.ReadAsync("bounce-postfix.eml"));
        var released = (await desk.Tray.ReleaseAsync((await desk.Tray.ItemsAsync()).Single())).ShouldBeOfType<TrayOutcome.Released>().Filing;
        (released.Kind, released.IsAnswered).ShouldBe((FilingKind.Created, false));
    }

    [Fact]
    public async Task Mail_to_an_inbox_that_is_gone_is_kept()
    {
        await using var desk = await MailDesk.OpenAsync();
        var intake = await desk.KeepAsync(System.Text.Encoding.UTF8.GetBytes(Mails.From(Mails.Carla)), new InboxId("inb_gone"));
        (await desk.File.HandleAsync(intake, MailDesk.Stop)).Kind.ShouldBe(FilingKind.Held);
        (await desk.Tray.ItemsAsync()).Single().Cause.ShouldBe(TrayCause.Unroutable);
    }
}
