using Hub.Core.Outbound;
using Hub.Core.Storage;
using Hub.Core.Views;
using Hub.Storage.Mongo;
using Hub.Storage.Mongo.Connections;
using Hub.Storage.Tests.Contracts;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Tests.Mongo;

/// <summary>Several nodes on one database.</summary>
public sealed class NodeTests : IAsyncLifetime
{
    private MongoStoreUnderTest _engine = null!;
    private MongoClient _client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _engine = await MongoStoreUnderTest.OpenAsync(refuseScans: true);
        _client = new MongoClient(_engine.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task Work_of_one_node_wakes_another()
    {
        await using var other = await _engine.OpenNodeAsync();
        var waiting = other.Outbox.WaitAsync("deliver", Ct).AsTask();

        // Again until it is seen: the stream may still be opening.
        while (!waiting.IsCompleted)
        {
            await _engine.Store.CommitAsync(new ChangeSet().Enqueue(OutboxEntry.Create("deliver", "lane", "x", StoreUnderTest.Start)), Ct);
        }

        await waiting;
        (await other.Outbox.LeaseAsync("deliver", 10, TimeSpan.FromMinutes(1), Ct)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Wishes_of_a_node_that_died_while_it_indexed_are_granted_by_another_when_its_lease_ends()
    {
        var until = _engine.Clock.GetUtcNow().AddSeconds(15).ToUnixTimeMilliseconds();
        await Collection("leases").InsertOneAsync(new BsonDocument { ["_id"] = "search", ["token"] = "dead", ["until"] = until }, cancellationToken: Ct);
        var ticket = Sample.Ticket(StoreUnderTest.Start);
        var message = Sample.Message(ticket, 1, "parcel");
        await _engine.Store.CommitAsync(new ChangeSet().Insert(message)
            .MakeSearchable(new IndexRequest.Entry(message.ToRef(), ticket.ToRef(), ["quesales"])), Ct);
        (await FindAsync()).ShouldBeEmpty();

        _engine.Clock.Advance(TimeSpan.FromSeconds(15));
        await _engine.Store.WhenSearchableAsync(Ct);

        (await FindAsync()).ShouldBe([message.ToRef()]);
    }

    [Fact]
    public async Task Who_slept_past_the_end_of_a_lease_writes_nothing()
    {
        using var connection = new MongoConnection(new MongoOptions { ConnectionString = _engine.ConnectionString });
        var sleeper = new MongoLease(connection, "work", TimeSpan.FromSeconds(15), _engine.Clock);
        var next = new MongoLease(connection, "work", TimeSpan.FromSeconds(15), _engine.Clock);
        (await sleeper.TryTakeAsync()).ShouldBeTrue();
        (await next.TryTakeAsync()).ShouldBeFalse();
        _engine.Clock.Advance(TimeSpan.FromSeconds(16));
        (await next.TryTakeAsync()).ShouldBeTrue();

        await Should.ThrowAsync<LeaseLostException>(() => new MongoTransactions(connection).RunAsync(async (session, _) =>
        {
            await connection.Claims.InsertOneAsync(session, new BsonDocument("_id", "x:late"), cancellationToken: Ct);
            await sleeper.ProveAsync(session);
            return (true, true);
        }));
        (await connection.Claims.Find(new BsonDocument("_id", "x:late")).AnyAsync(Ct)).ShouldBeFalse();
        await sleeper.EndAsync();
        (await sleeper.TryTakeAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_ticket_that_a_node_was_writing_when_it_was_killed_is_written_by_another_within_the_patience_of_a_commit()
    {
        var ticket = Sample.Ticket(StoreUnderTest.Start);
        await _engine.Store.CommitAsync(new ChangeSet().Insert(ticket), Ct);
        ticket = (await _engine.Store.FindAsync(ticket.Id, Ct))!;
        using var killed = new MongoConnection(new MongoOptions { ConnectionString = _engine.ConnectionString });
        var session = await killed.StartSessionAsync(Ct);
        session.StartTransaction();
        await killed.Collection("d_ticket").UpdateOneAsync(session, new BsonDocument("_id", ticket.Id.Value), new BsonDocument("$inc", new BsonDocument("v", 1L)), cancellationToken: Ct);

        // Two writes make a transaction, which meets the other one.
        var message = Sample.Message(ticket, 1, "parcel");
        (await _engine.Store.CommitAsync(new ChangeSet().Replace(ticket, ticket with { Subject = "Later" }).Insert(message), Ct))
            .ShouldBe(CommitOutcome.Committed.Value);

        await Should.ThrowAsync<MongoException>(() => session.CommitTransactionAsync(Ct));
    }

    [Fact]
    public async Task Nodes_that_start_at_once_bring_up_one_schema()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _engine.OpenNodeAsync()));

        foreach (var node in nodes)
        {
            await node.EnsureSchemaAsync(Ct);
            await node.DisposeAsync();
        }
    }

    private IMongoCollection<BsonDocument> Collection(string name) => _engine.Database(_client).GetCollection<BsonDocument>(name);

    private async Task<IReadOnlyList<DocRef>> FindAsync() =>
        [.. (await _engine.Store.SearchAsync(SearchText.Parse("parcel ", null)!, new PageRequest(10), Ct)).Items.Select(static hit => hit.Document)];
}
