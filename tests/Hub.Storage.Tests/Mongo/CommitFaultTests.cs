using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.MongoWire;
using Hub.Storage.Tests.Contracts;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Hub.Storage.Tests.Mongo;

/// <summary>Answers that are lost and transactions that are thrown out: each change set lands once.</summary>
public sealed class CommitFaultTests : IAsyncLifetime
{
    private MongoStoreUnderTest _engine = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Fail points belong to the server, and the other tests share theirs.
    public async ValueTask InitializeAsync() => _engine = await MongoStoreUnderTest.OpenAsync(
        refuseScans: true, static settings => settings.ApplicationName = "faults");

    public async ValueTask DisposeAsync() => await _engine.DisposeAsync();

    public static TheoryData<string, string> Faults => new()
    {
        // The commit did not arrive; its answer was lost; a new primary refuses it; it met another writer.
        { "commitTransaction", "{ closeConnection: true }" },
        { "commitTransaction", "{ errorCode: 91, errorLabels: ['UnknownTransactionCommitResult'] }" },
        { "commitTransaction", "{ errorCode: 251, errorLabels: ['TransientTransactionError'] }" },
        { "update", "{ errorCode: 112, errorLabels: ['TransientTransactionError'] }" },
        { "update", "{ closeConnection: true }" },
        { "insert", "{ closeConnection: true }" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_in_a_transaction_is_gone_through_and_the_set_lands_once(string command, string fault)
    {
        var ticket = await InsertAsync();
        await FailOnceAsync("failCommand", command, fault);

        var outcome = await AppendAsync(ticket);

        outcome.ShouldBe(CommitOutcome.Committed.Value);
        await ShouldHaveOneEntryAsync(ticket);
    }

    [Fact]
    public async Task A_commit_whose_answer_is_lost_is_not_made_again()
    {
        var ticket = await InsertAsync();
        await DropReplyOnceAsync("commitTransaction");

        (await AppendAsync(ticket)).ShouldBe(CommitOutcome.Committed.Value);

        await ShouldHaveOneEntryAsync(ticket);
    }

    [Fact]
    public async Task A_single_write_whose_answer_is_lost_is_not_made_again()
    {
        var ticket = await InsertAsync();
        await DropReplyOnceAsync("update");

        (await _engine.Store.CommitAsync(new ChangeSet().Replace(ticket, ticket with { Subject = "once" }), Ct)).ShouldBe(CommitOutcome.Committed.Value);

        (await _engine.Store.FindAsync(ticket.Id, Ct))!.Version.ShouldBe(2);
    }

    private async Task<Ticket> InsertAsync()
    {
        var ticket = Sample.Ticket(StoreUnderTest.Start);
        (await _engine.Store.CommitAsync(new ChangeSet().Insert(ticket), Ct)).ShouldBe(CommitOutcome.Committed.Value);
        return (await _engine.Store.FindAsync(ticket.Id, Ct))!;
    }

    private async Task<CommitOutcome> AppendAsync(Ticket ticket) => await _engine.Store.CommitAsync(new ChangeSet()
        .Replace(ticket, ticket with { LastSeq = 1 }).Insert(Sample.Message(ticket, 1, "hello", clientId: "c1")), Ct);

    private async Task ShouldHaveOneEntryAsync(Ticket ticket)
    {
        var page = await _engine.Store.ListAsync(new View<Message>(Message.Fields.Ticket.Is(ticket.Key), Message.Fields.Seq), new PageRequest(10), Ct);
        page.Items.ShouldHaveSingleItem().Text.ShouldBe("hello");
        (await _engine.Store.FindAsync(ticket.Id, Ct))!.Version.ShouldBe(2);
    }

    /// <summary>A real server cannot do the work and then drop the answer; there the fault comes before the work.</summary>
    private Task DropReplyOnceAsync(string command) =>
        MongoUnderTest.IsReal ? FailOnceAsync("failCommand", command, "{ closeConnection: true }") : FailOnceAsync("dropReply", command, "{}");

    private async Task FailOnceAsync(string point, string command, string fault)
    {
        using var client = new MongoClient(_engine.ConnectionString);
        var data = BsonDocument.Parse(fault);
        data["failCommands"] = new BsonArray { command };
        data["appName"] = "faults";
        await client.GetDatabase("admin").RunCommandAsync<BsonDocument>(new BsonDocument
        {
            ["configureFailPoint"] = point,
            ["mode"] = new BsonDocument("times", 1),
            ["data"] = data,
        }, cancellationToken: Ct);
    }
}
