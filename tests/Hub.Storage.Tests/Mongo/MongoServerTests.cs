using Hub.MongoWire;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Tests.Mongo;

/// <summary>What the driver must find on the MongoDB the tests run on, before anything of Hub is tested on it.</summary>
public sealed class MongoServerTests : IAsyncLifetime
{
    private string _connectionString = "";
    private MongoClient _client = null!;
    private IMongoCollection<BsonDocument> _collection = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _connectionString = await MongoUnderTest.NewDatabaseAsync();
        _client = new MongoClient(_connectionString);
        _collection = _client.GetDatabase(MongoUrl.Create(_connectionString).DatabaseName).GetCollection<BsonDocument>("things");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await MongoUnderTest.DropAsync(_connectionString);
    }

    [Fact]
    public async Task Documents_come_back_as_they_were_written()
    {
        var thing = new BsonDocument
        {
            ["_id"] = "a",
            ["text"] = "Grüße 🙂",
            ["int"] = 1,
            ["long"] = 1L,
            ["double"] = 1.0,
            ["decimal"] = new BsonDecimal128(12.50m),
            ["at"] = new BsonDateTime(1_767_600_000_123),
            ["guid"] = new BsonBinaryData(Guid.NewGuid(), GuidRepresentation.Standard),
            ["bytes"] = new byte[300_000],
            ["list"] = new BsonArray { BsonNull.Value, true, new BsonDocument("2", "b") { ["1"] = "a" } },
        };
        await _collection.InsertOneAsync(thing, cancellationToken: Ct);
        (await _collection.Find("{ _id: 'a' }").SingleAsync(Ct)).ShouldBe(thing);
    }

    [Fact]
    public async Task A_taken_unique_key_is_refused_with_its_index()
    {
        await _collection.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>("{ ticket: 1, seq: 1 }", new CreateIndexOptions { Unique = true }), cancellationToken: Ct);
        await _collection.InsertOneAsync(new BsonDocument { ["ticket"] = "t", ["seq"] = 1L }, cancellationToken: Ct);
        var fault = await Should.ThrowAsync<MongoWriteException>(() =>
            _collection.InsertOneAsync(new BsonDocument { ["ticket"] = "t", ["seq"] = 1 }, cancellationToken: Ct));
        fault.WriteError.Category.ShouldBe(ServerErrorCategory.DuplicateKey);
        fault.WriteError.Message.ShouldContain("ticket_1_seq_1");
    }

    [Fact]
    public async Task A_transaction_shows_its_writes_to_itself_and_then_to_all()
    {
        await _collection.InsertOneAsync(new BsonDocument("_id", 1), cancellationToken: Ct);
        using var session = await _client.StartSessionAsync(cancellationToken: Ct);
        session.StartTransaction();
        await _collection.InsertOneAsync(session, new BsonDocument("_id", 2), cancellationToken: Ct);
        (await _collection.CountDocumentsAsync(session, "{}", cancellationToken: Ct)).ShouldBe(2);
        (await _collection.CountDocumentsAsync("{}", cancellationToken: Ct)).ShouldBe(1);
        await session.CommitTransactionAsync(Ct);
        (await _collection.CountDocumentsAsync("{}", cancellationToken: Ct)).ShouldBe(2);
    }

    [Fact]
    public async Task The_second_of_two_transactions_on_a_document_is_told_to_try_again()
    {
        await _collection.InsertOneAsync(new BsonDocument { ["_id"] = 1, ["v"] = 0 }, cancellationToken: Ct);
        using var first = await _client.StartSessionAsync(cancellationToken: Ct);
        using var second = await _client.StartSessionAsync(cancellationToken: Ct);
        first.StartTransaction();
        second.StartTransaction();
        await _collection.UpdateOneAsync(first, "{ _id: 1 }", "{ $inc: { v: 1 } }", cancellationToken: Ct);
        var fault = await Should.ThrowAsync<MongoCommandException>(() => _collection.UpdateOneAsync(second, "{ _id: 1 }", "{ $inc: { v: 1 } }", cancellationToken: Ct));
        fault.HasErrorLabel("TransientTransactionError").ShouldBeTrue();
        await first.CommitTransactionAsync(Ct);
        (await _collection.Find("{ _id: 1 }").SingleAsync(Ct))["v"].ShouldBe(1);
    }

    [Fact]
    public async Task A_change_stream_tells_what_was_written_after_it_was_opened()
    {
        await _collection.InsertOneAsync(new BsonDocument("_id", 0), cancellationToken: Ct);
        using var changes = await _collection.WatchAsync(cancellationToken: Ct);
        await _collection.InsertOneAsync(new BsonDocument("_id", 1), cancellationToken: Ct);
        while (!await changes.MoveNextAsync(Ct) || !changes.Current.Any())
        {
        }
        changes.Current.Single().DocumentKey["_id"].ShouldBe(1);
    }
}
