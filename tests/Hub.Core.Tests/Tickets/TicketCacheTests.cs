using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Core.Tests.Tickets;

public sealed class TicketCacheTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_busy_thread_does_not_drive_the_others_out()
    {
        var cache = new TicketCache();
        var quiet = Make();
        var busy = Make();
        cache.Put(quiet);
        for (var version = 1; version <= 40_000; version++)
        {
            cache.Put(busy with { Version = version });
        }

        cache.Find(quiet.Id).ShouldBe(quiet);
        cache.Find(busy.Id)!.Version.ShouldBe(40_000);
    }

    [Fact]
    public void More_threads_than_fit_begin_anew()
    {
        var cache = new TicketCache();
        var first = Make();
        cache.Put(first);
        var last = first;
        for (var i = 0; i < 17_000; i++)
        {
            last = Make();
            cache.Put(last);
        }

        cache.Find(first.Id).ShouldBeNull();
        cache.Find(last.Id).ShouldBe(last);
    }

    [Fact]
    public void A_newer_header_stays()
    {
        var cache = new TicketCache();
        var ticket = Make() with { Version = 5 };
        cache.Put(ticket);

        cache.Put(ticket with { Version = 4 });

        cache.Find(ticket.Id).ShouldBe(ticket);
    }

    private static Ticket Make() => Samples.Asked() with { Id = DocId<Ticket>.New(Now) };
}
