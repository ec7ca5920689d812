using Hub.Agent.Blazor.State;
using Hub.Core.Tickets;

namespace Hub.Agent.Blazor.Tests.State;

public sealed class ThreadLayoutTests
{
    [Fact]
    public void Messages_of_one_author_stand_in_one_group_until_ten_minutes_pass()
    {
        var items = Lay(Entries.Message(1, Entries.Marta), Entries.Message(2, Entries.Marta, 5), Entries.Message(3, Entries.Marta, 20));

        items.OfType<ThreadItem.Bubble>().Select(static b => (b.Entry.Seq, b.IsFirst, b.IsLast))
            .ShouldBe([(1, true, false), (2, false, true), (3, true, true)]);
    }

    [Fact]
    public void Another_author_or_a_note_begins_a_group()
    {
        var items = Lay(Entries.Message(1, Entries.Anna), Entries.Message(2, Entries.Anna, 1, MessageKind.Note), Entries.Message(3, Entries.Marta, 2));

        items.OfType<ThreadItem.Bubble>().ShouldAllBe(static b => b.IsFirst && b.IsLast);
    }

    [Fact]
    public void Another_trust_in_the_sender_begins_a_group_so_that_it_is_said()
    {
        var items = Lay(
            Entries.Message(1, Entries.Marta) with { Trust = SenderTrust.Verified }, Entries.Message(2, Entries.Marta, 1) with { Trust = SenderTrust.Verified },
            Entries.Message(3, Entries.Marta, 2) with { Trust = SenderTrust.Failed });

        items.OfType<ThreadItem.Bubble>().Select(static b => b.IsFirst).ShouldBe([true, false, true]);
    }

    [Fact]
    public void Changes_in_a_row_are_folded()
    {
        var items = Lay(
            Entries.Message(1, Entries.Marta), Entries.Message(2, Entries.Anna, 1, MessageKind.Activity),
            Entries.Message(3, Entries.Anna, 1, MessageKind.Activity), Entries.Message(4, Entries.Anna, 2));

        items.OfType<ThreadItem.Activities>().Single().Entries.Select(static e => e.Seq).ShouldBe([2, 3]);
        items.OfType<ThreadItem.Bubble>().Count().ShouldBe(2);
    }

    [Fact]
    public void A_day_begins_by_the_reader_s_clock()
    {
        // 22:30 and 23:30 UTC are the same day in London and two days in Berlin.
        Message[] entries = [Entries.Message(1, Entries.Marta, 630), Entries.Message(2, Entries.Marta, 690)];

        Days("Europe/London").ShouldBe(1);
        Days("Europe/Berlin").ShouldBe(2);

        int Days(string zone) => ThreadLayout.Of(entries, TimeZoneInfo.FindSystemTimeZoneById(zone), null, Entries.Anna)
            .OfType<ThreadItem.Day>().Count();
    }

    [Fact]
    public void The_first_unread_entry_of_somebody_else_is_marked_once()
    {
        Message[] entries = [Entries.Message(1, Entries.Marta), Entries.Message(2, Entries.Anna, 1), Entries.Message(3, Entries.Marta, 2), Entries.Message(4, Entries.Marta, 3)];

        var items = ThreadLayout.Of(entries, TimeZoneInfo.Utc, readUpTo: 1, Entries.Anna).ToList();

        var mark = items.FindIndex(static item => item is ThreadItem.Fresh);
        items[mark + 1].ShouldBeOfType<ThreadItem.Bubble>().Entry.Seq.ShouldBe(3);
        items.OfType<ThreadItem.Fresh>().Count().ShouldBe(1);
    }

    private static IReadOnlyList<ThreadItem> Lay(params Message[] entries) => ThreadLayout.Of(entries, TimeZoneInfo.Utc, null, Entries.Anna);
}
