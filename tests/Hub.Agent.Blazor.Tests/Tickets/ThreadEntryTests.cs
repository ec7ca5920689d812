using Bunit;
using Hub.Agent.Blazor.Texts;
using Hub.Agent.Blazor.Tickets;
using Hub.Core.Inboxes;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.Tests.Tickets;

public sealed class ThreadEntryTests : BunitContext
{
    [Fact]
    public void A_note_says_that_it_is_one()
    {
        var entry = Show(Entries.Message(1, Entries.Anna, kind: MessageKind.Note, text: "Third leak of this batch"));

        entry.Find("[data-testid=note-label]").TextContent.ShouldBe("Internal note");
        entry.Find("article").ClassList.ShouldContain("note");
    }

    [Fact]
    public void Text_is_never_markup_and_addresses_can_be_followed()
    {
        var entry = Show(Entries.Message(1, Entries.Marta, text: "<b>see</b> https://shop.example/a?b=1. Thanks"));

        entry.FindAll("b").ShouldBeEmpty();
        var link = entry.Find(".text a");
        link.GetAttribute("href").ShouldBe("https://shop.example/a?b=1");
        link.GetAttribute("rel").ShouldBe("noopener noreferrer nofollow");
        entry.Find(".text").TextContent.ShouldBe("<b>see</b> https://shop.example/a?b=1. Thanks");
    }

    [Fact]
    public void A_failed_message_says_why_and_can_be_sent_again()
    {
        MessageId? repeated = null;
        var failed = Entries.Message(7, Entries.Anna) with
        {
            Delivery = new Delivery(DeliveryState.Failed, Entries.Noon) { Reason = "mailbox full" },
        };

        var entry = Show(failed, p => p.Add(e => e.OnRetry, id => repeated = id));
        entry.Find("[data-testid=delivery]").TextContent.ShouldContain("Not delivered: mailbox full");
        entry.Find("[data-testid=retry]").Click();

        repeated.ShouldBe(failed.Id);
    }

    [Fact]
    public void Each_recipient_whom_a_message_did_not_reach_is_named_with_the_reason()
    {
        var partly = Entries.Message(7, Entries.Anna) with
        {
            To = [new Mailbox(null, "lena@customer.test"), new Mailbox(null, "jonas@customer.test")],
            Delivery = new Delivery(DeliveryState.Failed, Entries.Noon)
            {
                Reason = "550 user unknown",
                Recipients = [new("lena@customer.test", DeliveryState.Sent, null), new("jonas@customer.test", DeliveryState.Failed, "550 user unknown")],
            },
        };

        var entry = Show(partly, static p => p.Add(static e => e.IsLast, false));

        entry.Find("article").ClassList.ShouldContain("unsent");
        entry.Find("[data-testid=delivery]").TextContent.Trim().ShouldBe("Not delivered to 1 of 2");
        entry.Find("[data-testid=unreached] li").TextContent.ShouldBe("jonas@customer.test Not delivered: 550 user unknown");
        entry.Find("[data-testid=entry-facts]").Click();
        entry.FindAll("[data-testid=recipients-told] p").Select(static p => p.TextContent)
            .ShouldBe(["lena@customer.test: Sent", "jonas@customer.test: Not delivered – 550 user unknown"]);
    }

    [Fact]
    public void Facts_show_on_demand()
    {
        var entry = Show(Entries.Message(1, Entries.Marta) with { FiledBecause = "reply token", RawBlob = "blob" });
        entry.FindAll("[data-testid=facts]").ShouldBeEmpty();

        entry.Find("[data-testid=entry-facts]").Click();

        entry.Find("[data-testid=facts]").TextContent.ShouldContain("reply token");
        entry.Find("[data-testid=raw-download]").GetAttribute("href").ShouldBe("/console/raw/msg_1");
    }

    [Theory, InlineData(true), InlineData(false)]
    public void What_came_to_the_wrong_ticket_is_moved_by_who_may(bool may)
    {
        var moved = new List<long>();
        var entry = Show(Entries.Message(7, Entries.Marta) with { FiledBecause = "reply token" },
            p => p.Add(static e => e.CanMove, may).Add(static e => e.OnMove, seq => moved.Add(seq)));
        entry.Find("[data-testid=entry-facts]").Click();

        foreach (var offer in entry.FindAll("[data-testid=entry-move]"))
        {
            offer.Click();
        }

        moved.ShouldBe(may ? [7] : []);
    }

    [Fact]
    public void A_stranger_s_message_is_marked() =>
        Show(Entries.Message(1, Entries.Marta) with { Marks = ["other sender"] }).Find("[data-testid=mark]").TextContent.ShouldBe("Other sender");

    [Fact]
    public void Recipients_show_unless_it_was_the_customer_alone_or_ourselves()
    {
        var ticket = Entries.Ticket() with { Participants = [new Participant("marta@customer.example", "Marta", ParticipantRole.Requester)] };
        Mailbox marta = new("Marta", "Marta@customer.example"), dan = new("Dan", "dan@customer.example"), help = new(null, "help+x@hub.test");
        var mail = Entries.Message(1, Entries.Anna) with { Channel = ChannelKind.Email, To = [marta] };
        var received = Entries.Message(1, Entries.Marta) with { Channel = ChannelKind.Email, To = [help] };

        GoesWithoutSaying(mail).ShouldBeTrue();
        GoesWithoutSaying(received).ShouldBeTrue();
        GoesWithoutSaying(mail with { Cc = [dan] }).ShouldBeFalse();
        GoesWithoutSaying(mail with { Bcc = [dan] }).ShouldBeFalse();
        GoesWithoutSaying(mail with { To = [dan] }).ShouldBeFalse();
        GoesWithoutSaying(received with { Cc = [dan] }).ShouldBeFalse();
        var shown = Show(Entries.Message(1, Entries.Anna) with { To = [marta], Bcc = [dan] }, p => p.Add(e => e.ShowsRecipients, true)).Find("[data-testid=entry-recipients]");
        shown.QuerySelectorAll("span").Select(static field => field.TextContent).ShouldBe(["To Marta", "Bcc Dan"]);

        bool GoesWithoutSaying(Message message) => EntryRecipients.GoesWithoutSaying(message, ticket, Hosting.ConsoleHost.Addresses);
    }

    private IRenderedComponent<ThreadEntry> Show(Message message, Action<ComponentParameterCollectionBuilder<ThreadEntry>>? more = null) =>
        Render<ThreadEntry>(p =>
        {
            p.Add(e => e.Entry, message).Add(e => e.Texts, ConsoleTexts.English);
            more?.Invoke(p);
        });
}
