using Hub.Core.Attachments;
using Hub.Core.Inbound;
using Hub.Core.Outbound;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Storage.Checks;

namespace Hub.Storage.Tests.Contracts;

/// <summary>The check finds each kind of damage, names it, and finds nothing in a sound store.</summary>
public abstract class CheckContract : StoreContract
{
    /// <summary>Takes away the bytes of a large blob behind the store's back.</summary>
    protected abstract Task LoseBytesAsync(string blob);

    [Fact]
    public async Task A_sound_store_has_no_findings()
    {
        await CommitAsync(Sound(out _, out _));

        (await FindingsAsync()).ShouldBeEmpty();
    }

    public static TheoryData<string, Func<Ticket, Ticket>, Func<Message, Message>> Damage => new()
    {
        { "seq", ticket => ticket, message => message.Seq == 3 ? message with { Seq = 4 } : message },
        { "header", ticket => ticket with { LastSeq = 4 }, message => message },
        { "header", ticket => ticket with { LastRev = 9 }, message => message },
        { "header", ticket => ticket with { LastPublicRev = 9 }, message => message },
        { "header", ticket => ticket with { PublicTail = [] }, message => message },
        { "header", ticket => ticket with { State = TicketState.Closed }, message => message },
        { "header", ticket => ticket with { MergedInto = new TicketId("tkt_x") }, message => message },
        { "rev", ticket => ticket, message => message.Seq == 2 ? message with { Rev = 1 } : message },
        { "public", ticket => ticket, message => message.Seq == 2 ? message with { PublicSeq = 5 } : message },
        { "public", ticket => ticket, message => message.Seq == 2 ? message with { PublicRev = 1 } : message },
        { "public", ticket => ticket, message => message.Seq == 2 ? message with { MessageKind = MessageKind.Note } : message },
        { "blob", ticket => ticket, message => message.Seq == 1 ? message with { RawBlob = new string('a', 32) } : message },
    };

    [Theory]
    [MemberData(nameof(Damage), DisableDiscoveryEnumeration = true)]
    public async Task Damage_in_a_thread_is_found(string invariant, Func<Ticket, Ticket> ticket, Func<Message, Message> message)
    {
        Sound(out var soundTicket, out var messages);
        var changes = new ChangeSet().Insert(ticket(soundTicket));
        messages.ForEach(sound => changes.Insert(message(sound)));
        await CommitAsync(changes);

        (await FindingsAsync()).ShouldContain(finding => finding.Invariant == invariant);
    }

    [Fact]
    public async Task Claims_without_a_document_and_documents_without_their_claim_are_found()
    {
        await CommitAsync(Sound(out var ticket, out _).Claim(new UniqueKey("message-external", "x"), new DocRef("message", "msg_gone")));
        await CommitAsync(new ChangeSet().Release(Ticket.NumberKey(ticket.Number), ticket.ToRef()));

        var findings = await FindingsAsync();

        findings.Count.ShouldBe(2);
        findings.ShouldAllBe(finding => finding.Invariant == "claim");
    }

    [Fact]
    public async Task A_message_without_its_ticket_is_found()
    {
        await CommitAsync(new ChangeSet().Insert(Sample.Message(Sample.Ticket(StoreUnderTest.Start), 1, "alone")));

        (await FindingsAsync()).ShouldHaveSingleItem().Text.ShouldContain("does not exist");
    }

    [Fact]
    public async Task An_intake_that_waits_too_long_and_its_missing_blob_are_found()
    {
        var intake = new Intake
        {
            Id = DocId<Intake>.New(StoreUnderTest.Start),
            Inbox = new InboxId("inb_1"),
            State = IntakeState.Received,
            RawBlob = new string('b', 32),
            Size = 3,
            ReceivedAt = StoreUnderTest.Start,
            NextAttemptAt = StoreUnderTest.Start,
        };
        await CommitAsync(new ChangeSet().Insert(intake));
        (await FindingsAsync()).Select(finding => finding.Invariant).ShouldBe(["blob"]);

        Engine.Clock.Advance(TimeSpan.FromMinutes(6));

        (await FindingsAsync()).Select(finding => finding.Invariant).ShouldBe(["intake", "blob"]);
    }

    [Fact]
    public async Task Outgoing_work_for_a_message_that_does_not_exist_is_found()
    {
        var payload = System.Text.Json.JsonSerializer.Serialize(new DeliverPayload(new TicketId("tkt_1"), new MessageId("msg_1")), HubJson.Options);
        await CommitAsync(new ChangeSet().Enqueue(OutboxEntry.Create(OutboxConsumers.Deliver, "lane", payload, StoreUnderTest.Start))
            .Enqueue(OutboxEntry.Create(OutboxConsumers.Deliver, "lane", "no json", StoreUnderTest.Start)));

        (await FindingsAsync()).Select(finding => finding.Invariant).ShouldBe(["outbox", "outbox"]);
    }

    [Fact]
    public async Task A_blob_of_another_size_and_a_lost_file_are_found()
    {
        var small = await Engine.Blobs.StageAsync(new MemoryStream([1, 2, 3]), 10, Ct);
        var large = await Engine.Blobs.StageAsync(new MemoryStream(new byte[100_000]), 100_000, Ct);
        await CommitAsync(new ChangeSet().Keep(small).Keep(large).Insert(File("a", small.Id, 4)).Insert(File("b", large.Id, 100_000)));
        await LoseBytesAsync(large.Id);

        (await FindingsAsync()).Select(finding => finding.Invariant).ShouldBe(["blob", "blob"]);
    }

    private static Attachment File(string name, string blob, long size) => new()
    {
        Id = DocId<Attachment>.New(StoreUnderTest.Start),
        Name = name,
        MediaType = "text/plain",
        Size = size,
        Sha256 = "",
        Blob = blob,
        CreatedAt = StoreUnderTest.Start,
    };

    private static ChangeSet Sound(out Ticket ticket, out List<Message> messages)
    {
        var header = Sample.Ticket(StoreUnderTest.Start);
        messages = [.. Enumerable.Range(1, 3).Select(seq => Sample.Message(header, seq, $"text {seq}", clientId: $"{seq}"))];
        ticket = header with
        {
            LastSeq = 3,
            LastRev = 3,
            LastPublicSeq = 3,
            LastPublicRev = 3,
            PublicTail = [new PublicTail(3, messages[2].Author)],
        };
        var changes = new ChangeSet().Insert(ticket);
        messages.ForEach(message => changes.Insert(message));
        return changes;
    }

    private Task<List<Finding>> FindingsAsync() =>
        new StoreCheck(Engine.Store, Engine.Inspection, Engine.Blobs, Catalogue.All, Engine.Clock).RunAsync(Ct).ToListAsync(Ct).AsTask();
}
