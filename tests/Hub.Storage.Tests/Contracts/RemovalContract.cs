using Hub.Channels.Tests.Email.Desk;
using Hub.Core.Attachments;
using Hub.Core.Live;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Times;
using Hub.Storage.Checks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Storage.Tests.Contracts;

/// <summary>What lay in spam or trash for 30 days is removed whole; what others rest on stays, and the store is sound throughout.</summary>
public abstract class RemovalContract : StoreContract
{
    [Fact]
    public async Task A_ticket_goes_with_thread_files_keys_and_links_after_thirty_days()
    {
        var friend = Sample.Ticket(StoreUnderTest.Start);
        var (ticket, file, thread) = Shelved(Shelf.Trash, friend);
        friend = friend with { Links = [new TicketLink(LinkType.Child, ticket.Id, ticket.Number)] };
        await AddAsync(friend, Sample.Message(friend, 1, "stays"));
        using var content = new MemoryStream([1, 2, 3]);
        var blob = await Engine.Blobs.StageAsync(content, 10, Ct);
        await CommitAsync(new ChangeSet().Insert(ticket).Insert(thread[0]).Insert(thread[1]).Insert(file with { Blob = blob.Id }).Keep(blob)
            .MakeSearchable(new IndexRequest.Entry(thread[0].ToRef(), ticket.ToRef(), ["all"])));

        Engine.Clock.Advance(RemoveShelved.Kept - TimeSpan.FromSeconds(1));
        (await RemoveAsync()).ShouldBe(0);
        Engine.Clock.Advance(TimeSpan.FromSeconds(1));
        (await RemoveAsync()).ShouldBe(1);
        (await RemoveAsync()).ShouldBe(0);

        (await Engine.Store.FindAsync(ticket.Id, Ct)).ShouldBeNull();
        (await Engine.Store.FindAsync(file.Id, Ct)).ShouldBeNull();
        (await Engine.Store.ResolveAsync(Ticket.NumberKey(ticket.Number), Ct)).ShouldBeNull();
        (await Engine.Store.ListAsync(new View<Message>(Message.Fields.Ticket.Is(ticket.Id.Value), Message.Fields.Seq), new PageRequest(10), Ct)).Items.ShouldBeEmpty();
        (await Engine.Store.FindAsync(friend.Id, Ct))!.Links.ShouldBeEmpty();
        (await FindingsAsync()).ShouldBeEmpty();
        await Engine.ReopenAsync();
        (await FindingsAsync()).ShouldBeEmpty();
    }

    public static TheoryData<Func<Ticket, Ticket>> Kept => new()
    {
        ticket => ticket with { Shelf = Shelf.Archive },
        ticket => ticket with { Shelf = null, ShelvedAt = null },
        ticket => ticket with { ShelvedAt = StoreUnderTest.Start.AddDays(1) },
        ticket => ticket with { LastActivityAt = StoreUnderTest.Start.AddDays(1) },
        ticket => ticket with { Members = [new MergedMember(new TicketId("tkt_other"), "1", StoreUnderTest.Start)] },
    };

    [Theory]
    [MemberData(nameof(Kept), DisableDiscoveryEnumeration = true)]
    public async Task What_lies_elsewhere_or_not_long_enough_or_is_a_merge_target_stays(Func<Ticket, Ticket> change)
    {
        var (ticket, _, thread) = Shelved(Shelf.Spam, null);
        await AddAsync(change(ticket), [.. thread.Select(static entry => entry with { Attachments = [] })]);

        Engine.Clock.Advance(RemoveShelved.Kept);

        (await RemoveAsync()).ShouldBe(0);
        (await Engine.Store.FindAsync(ticket.Id, Ct)).ShouldNotBeNull();
    }

    public static TheoryData<Func<Message, Message>> Resting => new()
    {
        entry => entry with { MovedTo = new Origin("1", 1) },
        entry => entry with { Origin = new Origin("1", 1) },
        entry => entry with { Delivery = new Delivery(DeliveryState.Pending, StoreUnderTest.Start) },
    };

    [Theory]
    [MemberData(nameof(Resting), DisableDiscoveryEnumeration = true)]
    public async Task What_counts_elsewhere_or_is_still_being_sent_stays(Func<Message, Message> change)
    {
        var (ticket, _, thread) = Shelved(Shelf.Spam, null);
        await AddAsync(ticket, [.. thread.Select(entry => change(entry with { Attachments = [] }))]);

        Engine.Clock.Advance(RemoveShelved.Kept);

        (await RemoveAsync()).ShouldBe(0);
        (await Engine.Store.FindAsync(ticket.Id, Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_time_is_booked_on_stays()
    {
        var (ticket, _, _) = Shelved(Shelf.Trash, null);
        await CommitAsync(new ChangeSet().Insert(ticket).Insert(new TimeEntry
        {
            Id = DocId<TimeEntry>.New(StoreUnderTest.Start),
            Ticket = ticket.Id,
            Number = ticket.Number,
            Agent = Sample.Ann,
            Contact = ticket.Contact,
            Queue = ticket.Queue,
            Minutes = 5,
            At = StoreUnderTest.Start,
        }));

        Engine.Clock.Advance(RemoveShelved.Kept);

        (await RemoveAsync()).ShouldBe(0);
    }

    private static (Ticket Ticket, Attachment File, List<Message> Thread) Shelved(Shelf shelf, Ticket? parent)
    {
        var begun = Sample.Ticket(StoreUnderTest.Start);
        var file = new Attachment
        {
            Id = DocId<Attachment>.New(StoreUnderTest.Start),
            Name = "offer.bin",
            MediaType = "application/octet-stream",
            Size = 3,
            Sha256 = "",
            Blob = "",
            Ticket = begun.Id,
            CreatedAt = StoreUnderTest.Start,
        };
        List<Message> thread = [Sample.Message(begun, 1, "Buy now", "c1"), Sample.Message(begun, 2, "Last chance") with { Attachments = [file.ToReference()] }];
        var ticket = begun with
        {
            State = TicketState.Closed,
            Status = "closed",
            ClosedAt = StoreUnderTest.Start,
            Shelf = shelf,
            ShelvedAt = StoreUnderTest.Start,
            LastSeq = 2,
            LastRev = 2,
            LastPublicSeq = 2,
            LastPublicRev = 2,
            PublicTail = [new PublicTail(2, thread[1].Author)],
            Links = parent is null ? [] : [new TicketLink(LinkType.Parent, parent.Id, parent.Number)],
        };
        return (ticket, file, thread);
    }

    private Task AddAsync(Ticket ticket, params Message[] thread)
    {
        var changes = new ChangeSet().Insert(ticket with { LastSeq = thread.Length, LastRev = thread.Length, LastPublicSeq = thread.Length, LastPublicRev = thread.Length, PublicTail = [new PublicTail(thread.Length, thread[^1].Author)] });
        foreach (var entry in thread)
        {
            changes.Insert(entry);
        }
        return CommitAsync(changes);
    }

    private async Task<int> RemoveAsync()
    {
        var cache = new TicketCache();
        using var feed = new TicketFeed(Engine.Store, new LoneFanout(), NullLogger<TicketFeed>.Instance);
        return await new RemoveShelved(new ThreadWriter(Engine.Store, feed, cache, Engine.Clock), Engine.Store, cache, Engine.Clock).HandleAsync(Ct);
    }

    private async Task<List<string>> FindingsAsync()
    {
        // The index works in its own time, and by this clock it would be 30 days late.
        await Engine.Store.WhenSearchableAsync(Ct);
        return await new StoreCheck(Engine.Store, Engine.Inspection, Engine.Blobs, Catalogue.All, Engine.Clock)
            .RunAsync(Ct).Select(static finding => finding.ToString()).ToListAsync(Ct);
    }
}
