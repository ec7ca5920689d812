using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Hub.Core.Agents;
using Hub.Core.Outbound;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Views;
using Hub.MongoWire;
using Hub.Storage.Mongo;
using Hub.Storage.Mongo.Collections;
using Hub.Storage.Mongo.Connections;
using Hub.Storage.Tests.Contracts;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Tests.Mongo;

/// <summary>Every command that Hub sends, beside the code: a change of one is seen in review and can be read against MongoDB's
/// manual. <c>HUB_WRITE_SNAPSHOTS=1</c> writes the file anew.</summary>
public sealed class CommandSnapshotTests
{
    private const string Introduction = """
        # Commands that Hub sends to MongoDB

        Written by `CommandSnapshotTests`. Under each verb the different commands in the order in which they were first sent; ids, JSON and
        bytes stand as words, what the driver adds (session, cluster time) is left out. `startTransaction` marks the first command of a transaction.

        """;

    private readonly CommandRecorder _recorder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_command_is_as_it_was_reviewed()
    {
        // What runs in the background of a store is recorded under the verb it was opened in.
        _recorder.Verb = CommandRecorder.Background;
        await using var engine = await MongoStoreUnderTest.OpenAsync(refuseScans: false, _recorder.Configure);
        _recorder.Verb = null;
        _recorder.ForgetOpening();
        await SchemaAsync();
        await DocumentsAsync(engine);
        await ListsAsync(engine);
        await OutboxAsync(engine);
        await RestAsync(engine);
        await MovingAsync(engine);
        await LeftOpenAsync(engine);

        var path = PathOf("commands.snapshot.md");
        var sent = _recorder.ToMarkdown(Introduction.ReplaceLineEndings("\n"));
        if (Environment.GetEnvironmentVariable("HUB_WRITE_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(path, sent, Ct);
        }
        var reviewed = (await File.ReadAllTextAsync(path, Ct)).Split('\n');
        sent.Split('\n').Except(reviewed).ShouldBeEmpty("sent, but not reviewed");
        reviewed.Except(sent.Split('\n')).ShouldBeEmpty("reviewed, but not sent");
        sent.Split('\n').ShouldBe(reviewed);
    }

    private async Task SchemaAsync()
    {
        var options = new MongoOptions { ConnectionString = await MongoUnderTest.NewDatabaseAsync(), Configure = _recorder.Configure };
        using var connection = new MongoConnection(options);
        _recorder.Verb = "Schema of a new database";
        await new SchemaUpgrade(connection, new KindCollections(Catalogue.All)).RunAsync(Ct);
        _recorder.Verb = null;
        await MongoUnderTest.DropAsync(options.ConnectionString);
    }

    private async Task DocumentsAsync(MongoStoreUnderTest engine)
    {
        var ticket = Sample.Ticket(StoreUnderTest.Start, number: "100001");
        var message = Sample.Message(ticket, 1, "The parcel is late", clientId: "c1");
        await SendAsync("Commit: insert with claims", () => CommitAsync(engine, new ChangeSet().Insert(ticket).Insert(message)));
        ticket = (await engine.Store.FindAsync(ticket.Id, Ct))!;
        await SendAsync("Commit: one replace, no transaction", () => CommitAsync(engine, new ChangeSet().Replace(ticket, ticket with { Tags = ["vip"] })));
        await SendAsync("Commit: refused replace", () => engine.Store.CommitAsync(new ChangeSet().Replace(ticket, ticket), Ct).AsTask());
        ticket = (await engine.Store.FindAsync(ticket.Id, Ct))!;
        var other = Sample.Ticket(StoreUnderTest.Start, number: "100002");
        await SendAsync("Commit: expectation", () => CommitAsync(engine, new ChangeSet().Expect(ticket).Insert(other)));
        await SendAsync("Commit: taken key", () =>
            engine.Store.CommitAsync(new ChangeSet().Insert(Sample.Ticket(StoreUnderTest.Start, number: "100002")), Ct).AsTask());
        other = (await engine.Store.FindAsync(other.Id, Ct))!;
        await SendAsync("Commit: delete", () => CommitAsync(engine, new ChangeSet().Delete(other)));
        await SendAsync("Find", () => engine.Store.FindAsync(ticket.Id, Ct).AsTask());
        await SendAsync("Find many", () => engine.Store.FindManyAsync([ticket.Id, other.Id], Ct).AsTask());
        await SendAsync("Resolve", () => engine.Store.ResolveAsync(Ticket.NumberKey("100001"), Ct).AsTask());
    }

    private async Task ListsAsync(MongoStoreUnderTest engine)
    {
        await CommitAsync(engine, new ChangeSet().Insert(Sample.Ticket(StoreUnderTest.Start, number: "100003")));
        var reader = new AgentAccess(Sample.Ann, "Ann", false, Sample.Reads([Sample.Sales, Sample.Support]));
        foreach (var name in TicketViews.Names)
        {
            var view = TicketViews.For(reader, TicketViews.Find(name, reader)!);
            await SendAsync($"List: {name}", () => engine.Store.ListAsync(view, new PageRequest(50), Ct).AsTask());
            await SendAsync($"Count: {name}", () => engine.Store.CountAsync(view.Filter, 1000, Ct).AsTask());
        }
        var newest = new View<Ticket>(Filter<Ticket>.Everything, Ticket.Fields.LastActivityAt, IsDescending: true);
        var cursor = (await engine.Store.ListAsync(newest, new PageRequest(1), Ct)).Next;
        await SendAsync("List: next page", () => engine.Store.ListAsync(newest, new PageRequest(1, cursor), Ct).AsTask());
        await SendAsync("List: by tag", () =>
            engine.Store.ListAsync(newest with { Filter = Ticket.Fields.Tag.In(["vip", "late"]) }, new PageRequest(50), Ct).AsTask());
    }

    private async Task OutboxAsync(MongoStoreUnderTest engine)
    {
        OutboxEntry Entry(string payload) => OutboxEntry.Create("deliver", "lane", payload, StoreUnderTest.Start) with { TraceParent = null };
        var outbox = engine.Outbox;
        await SendAsync("Outbox: enqueue", () => CommitAsync(engine, new ChangeSet().Enqueue(Entry("1")).Enqueue(Entry("2"))));
        await SendAsync("Outbox: enqueue behind others", () => CommitAsync(engine, new ChangeSet().Enqueue(Entry("3"))));
        IReadOnlyList<LeasedEntry> leased = [];
        async Task LeaseAsync() => leased = await outbox.LeaseAsync("deliver", 10, TimeSpan.FromMinutes(1), Ct);
        await SendAsync("Outbox: lease", LeaseAsync);
        await SendAsync("Outbox: renew", () => outbox.RenewAsync(leased, TimeSpan.FromMinutes(1), Ct).AsTask());
        await SendAsync("Outbox: settle in a commit", () =>
            CommitAsync(engine, new ChangeSet().Settle(new Settlement.Done(leased[0].Entry.Id, leased[0].LeaseToken))));
        await LeaseAsync();
        await SendAsync("Outbox: retry", () =>
            outbox.SettleAsync([new Settlement.Retry(leased[0].Entry.Id, leased[0].LeaseToken, StoreUnderTest.Start, "busy")], Ct).AsTask());
        await LeaseAsync();
        await SendAsync("Outbox: failed", () =>
            outbox.SettleAsync([new Settlement.Failed(leased[0].Entry.Id, leased[0].LeaseToken, "gone")], Ct).AsTask());
        await SendAsync("Outbox: wait", () => outbox.WaitAsync("deliver", Ct).AsTask());
        await SendAsync("Outbox: depth", () => outbox.DepthAsync(Ct).AsTask());
    }

    private async Task RestAsync(MongoStoreUnderTest engine)
    {
        var ticket = Sample.Ticket(StoreUnderTest.Start, number: "100009");
        var message = Sample.Message(ticket, 1, "Parcel");
        await SendAsync("Commit: wishes to the search index", () => CommitAsync(engine, new ChangeSet().Insert(message)
            .MakeSearchable(new IndexRequest.Entry(message.ToRef(), ticket.ToRef(), ["quesales"]))
            .MakeSearchable(new IndexRequest.Relabel(ticket.ToRef(), ["quesupport"]))));
        await engine.Store.WhenSearchableAsync(Ct);
        await SendAsync("Search", () => engine.Store.SearchAsync(SearchText.Parse("late parc", ["quesales"])!, new PageRequest(50), Ct).AsTask());
        var small = await engine.Blobs.StageAsync(new MemoryStream([1]), 1, Ct);
        var large = small;
        await SendAsync("Blob: stage a large one", async () => large = await engine.Blobs.StageAsync(new MemoryStream(new byte[100_000]), 100_000, Ct));
        await SendAsync("Blob: keep", () => CommitAsync(engine, new ChangeSet().Keep(small).Keep(large)));
        await SendAsync("Blob: open", async () =>
        {
            await using var stream = await engine.Blobs.OpenAsync(large.Id, Ct);
            await stream!.CopyToAsync(Stream.Null, Ct);
        });
        await engine.Blobs.StageAsync(new MemoryStream(new byte[100_000]), 100_000, Ct);
        engine.Clock.Advance(TimeSpan.FromHours(25));
        await SendAsync("Blob: sweep", () => engine.Blobs.SweepAsync(TimeSpan.FromHours(24), Ct).AsTask());
        await SendAsync("Sequence", () => engine.Sequence.NextBlockAsync(Sequences.TicketNumber, 20, Ct).AsTask());
    }

    private async Task MovingAsync(MongoStoreUnderTest engine)
    {
        var transfer = engine.Mongo.Transfer;
        await using var snapshot = await transfer.OpenSnapshotAsync(Ct);
        await SendAsync("Move: read documents", () => snapshot.ReadAllAsync(Ticket.Kind, Ct).ToListAsync(Ct).AsTask());
        await SendAsync("Move: read claims", () => snapshot.ReadClaimsAsync(Ct).ToListAsync(Ct).AsTask());
        await SendAsync("Move: read outgoing work", () => snapshot.ReadOutboxAsync(Ct).ToListAsync(Ct).AsTask());
        await SendAsync("Move: read blobs", () => snapshot.ReadBlobsAsync(Ct).ToListAsync(Ct).AsTask());
        await SendAsync("Move: read counters", () => snapshot.ReadCountersAsync(Ct).ToListAsync(Ct).AsTask());
        var ticket = Sample.Ticket(StoreUnderTest.Start, number: "100010") with { Version = 3 };
        await SendAsync("Move: put documents", () => transfer.PutDocumentsAsync(Ticket.Kind, [ticket], Ct).AsTask());
        await SendAsync("Move: put claims", () => transfer.PutClaimsAsync([new StoredClaim(Ticket.NumberKey("100010"), ticket.ToRef())], Ct).AsTask());
        await SendAsync("Move: put outgoing work", () => transfer.PutOutboxAsync(
        [
            new StoredOutboxEntry(OutboxEntry.Create("deliver", "moved", "1", StoreUnderTest.Start) with { TraceParent = null }, false, 1, "busy"),
            new StoredOutboxEntry(OutboxEntry.Create("deliver", "moved", "2", StoreUnderTest.Start) with { TraceParent = null }, true, 9, "gone"),
        ], Ct).AsTask());
        await SendAsync("Move: put counters", () => transfer.PutCountersAsync([new StoredCounter("invoice", 4)], Ct).AsTask());
        await SendAsync("Move: put a small blob", () => PutBlobAsync(transfer, "1", 1));
        await SendAsync("Move: put a large blob", () => PutBlobAsync(transfer, "2", 100_000));
    }

    /// <summary>A transaction that nobody goes on with is found and ended in the background.</summary>
    private async Task LeftOpenAsync(MongoStoreUnderTest engine)
    {
        var settings = MongoClientSettings.FromConnectionString(engine.ConnectionString);
        settings.ApplicationName = CommandRecorder.ApplicationName;
        using var client = new MongoClient(settings);
        using var session = await client.StartSessionAsync(cancellationToken: Ct);
        session.StartTransaction();
        await engine.Database(client).GetCollection<BsonDocument>("counters")
            .InsertOneAsync(session, new BsonDocument("_id", "left-open"), cancellationToken: Ct);
        await _recorder.WhenSessionsEndedAsync(Ct);
    }

    private static Task PutBlobAsync(IStoreTransfer transfer, string digit, int size)
    {
        var bytes = new byte[size];
        var blob = new StoredBlob(digit.PadLeft(32, '0'), size, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        return transfer.PutBlobAsync(blob, new MemoryStream(bytes), Ct).AsTask();
    }

    private async Task SendAsync(string verb, Func<Task> sendAsync)
    {
        _recorder.Verb = verb;
        await sendAsync();
        _recorder.Verb = null;
    }

    private static async Task CommitAsync(MongoStoreUnderTest engine, ChangeSet changes) =>
        (await engine.Store.CommitAsync(changes, Ct)).ShouldBe(CommitOutcome.Committed.Value);

    private static string PathOf(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
