using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Storage.Tests.Contracts;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Tests.Mongo;

/// <summary>Collections follow the catalogue, over kills and versions.</summary>
public sealed class SchemaTests : IAsyncLifetime
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

    [Theory]
    [InlineData("{ filledTo: '' }")]
    [InlineData("{ fingerprint: 'of another catalogue' }")]
    public async Task Fields_that_are_not_filled_yet_are_filled_at_the_next_start(string record)
    {
        for (var i = 0; i < 30; i++)
        {
            await _engine.Store.CommitAsync(new ChangeSet().Insert(Sample.Ticket(StoreUnderTest.Start)), Ct);
        }
        await Collection("d_ticket").UpdateManyAsync(new BsonDocument(), BsonDocument.Parse("{ $set: { 'f.queue': 'old', 'f.state': 'old' } }"), cancellationToken: Ct);
        await Collection("kinds").UpdateOneAsync(new BsonDocument("_id", "ticket"), new BsonDocument("$set", BsonDocument.Parse(record)), cancellationToken: Ct);

        await _engine.ReopenAsync();

        (await _engine.Store.CountAsync(Ticket.Fields.Queue.Is("que_sales").And(Ticket.Fields.State.Is("open")), 1000, Ct)).ShouldBe(30);
        var kind = await Collection("kinds").Find(new BsonDocument("_id", "ticket")).SingleAsync(Ct);
        kind["filledTo"].ShouldBe(BsonNull.Value);
    }

    [Theory]
    [InlineData("#layout")]
    [InlineData("ticket")]
    public async Task A_database_of_a_newer_version_is_refused_with_a_readable_line(string record)
    {
        await Collection("kinds").UpdateOneAsync(new BsonDocument("_id", record), BsonDocument.Parse("{ $set: { schema: 99 } }"), cancellationToken: Ct);

        (await Should.ThrowAsync<InvalidOperationException>(_engine.OpenNodeAsync)).Message.ShouldContain("newer version");
    }

    [Fact]
    public async Task An_index_that_no_shape_asks_for_any_more_is_dropped_and_a_missing_one_built()
    {
        var tickets = Collection("d_ticket");
        await tickets.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>(new BsonDocument("f.subject", 1), new CreateIndexOptions { Name = "i_subject__" }), cancellationToken: Ct);
        var before = await NamesAsync(tickets);
        await tickets.Indexes.DropOneAsync("i_contact__lastActivityAt", Ct);

        await _engine.ReopenAsync();

        (await NamesAsync(tickets)).ShouldBe(before.Where(static name => name != "i_subject__"), ignoreOrder: true);
    }

    [Fact]
    public async Task A_document_without_its_fields_is_refused_by_the_database()
    {
        var stray = new BsonDocument { ["_id"] = "tkt_stray", ["v"] = 1L, ["s"] = 1, ["f"] = new BsonDocument(), ["doc"] = "{}" };

        var fault = await Should.ThrowAsync<MongoWriteException>(() => Collection("d_ticket").InsertOneAsync(stray, cancellationToken: Ct));

        fault.WriteError.Code.ShouldBe(121);
    }

    private IMongoCollection<BsonDocument> Collection(string name) => _engine.Database(_client).GetCollection<BsonDocument>(name);

    private static async Task<List<string>> NamesAsync(IMongoCollection<BsonDocument> collection) =>
        (await (await collection.Indexes.ListAsync(Ct)).ToListAsync(Ct)).ConvertAll(static index => index["name"].AsString);
}
