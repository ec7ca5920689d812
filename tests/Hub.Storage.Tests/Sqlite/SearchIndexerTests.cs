using Hub.Core.Storage;
using Hub.Core.Views;
using Hub.Storage.Tests.Contracts;
using Microsoft.Data.Sqlite;

namespace Hub.Storage.Tests.Sqlite;

public sealed class SearchIndexerTests
{
    [Fact]
    public async Task A_damaged_document_does_not_stop_the_index()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var engine = await SqliteUnderTest.OpenAsync(refuseScans: true);
        var ticket = Sample.Ticket(StoreUnderTest.Start);
        var (damaged, sound) = (Sample.Message(ticket, 1, "parcel one"), Sample.Message(ticket, 2, "parcel two"));
        await engine.Store.CommitAsync(new ChangeSet().Insert(damaged).Insert(sound), ct);
        await engine.CloseAndRunAsync($"UPDATE d_message SET doc = 'no json' WHERE id = '{damaged.Id}'");
        await engine.OpenAgainAsync();

        await engine.Store.CommitAsync(new ChangeSet().Insert(ticket)
            .MakeSearchable(new IndexRequest.Entry(damaged.ToRef(), ticket.ToRef(), ["quesales"]))
            .MakeSearchable(new IndexRequest.Entry(sound.ToRef(), ticket.ToRef(), ["quesales"])), ct);
        await engine.Store.WhenSearchableAsync(ct);

        var page = await engine.Store.SearchAsync(SearchText.Parse("parcel ", null)!, new PageRequest(10), ct);
        page.Items.ShouldHaveSingleItem().Document.ShouldBe(sound.ToRef());
        await Should.ThrowAsync<StoreCorruptException>(async () => await engine.Store.FindAsync(damaged.Id, ct));
    }

    [Fact]
    public async Task Entries_of_many_batches_keep_the_order_of_their_commits()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var engine = await SqliteUnderTest.OpenAsync(refuseScans: true);
        var ticket = Sample.Ticket(StoreUnderTest.Start);
        var messages = Enumerable.Range(1, 950).Select(seq => Sample.Message(ticket, seq, "parcel")).ToList();
        foreach (var part in messages.Chunk(475))
        {
            var changes = new ChangeSet();
            foreach (var message in part)
            {
                changes.Insert(message).MakeSearchable(new IndexRequest.Entry(message.ToRef(), ticket.ToRef(), ["quesales"]));
            }
            (await engine.Store.CommitAsync(changes, ct)).ShouldBe(CommitOutcome.Committed.Value);
        }
        await engine.Store.WhenSearchableAsync(ct);

        var page = await engine.Store.SearchAsync(SearchText.Parse("parcel ", ["quesales"])!, new PageRequest(1000), ct);

        page.Items.Select(hit => hit.Document).ShouldBe(messages.Select(message => message.ToRef()).Reverse());
    }

    [Fact]
    public async Task A_row_waits_until_its_commit_is_announced()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var engine = await SqliteUnderTest.OpenAsync(refuseScans: true);
        var ticket = Sample.Ticket(StoreUnderTest.Start);
        var message = Sample.Message(ticket, 1, "parcel");
        await using var other = new SqliteConnection($"Data Source={Path.Combine(engine.Directory, "hub.db")};Pooling=False");
        await other.OpenAsync(ct);
        // As readers see it between a commit and what the writer tells of it: beyond every number told so far.
        await RunAsync($"INSERT INTO search_pending(seq, op, kind, id, group_kind, group_id, labels, at) VALUES (1000000000, 0, 'message', '{message.Id}', 'ticket', '{ticket.Id}', '', 0)");

        await engine.Store.CommitAsync(new ChangeSet().Insert(ticket).Insert(message)
            .MakeSearchable(new IndexRequest.Entry(message.ToRef(), ticket.ToRef(), ["quesales"])), ct);
        await engine.Store.WhenSearchableAsync(ct);

        (await RunAsync("SELECT count(*) FROM search_pending")).ShouldBe(1L);
        (await engine.Store.SearchAsync(SearchText.Parse("parcel ", ["quesales"])!, new PageRequest(10), ct)).Items.ShouldHaveSingleItem();

        async Task<object?> RunAsync(string sql)
        {
            await using var command = other.CreateCommand();
            command.CommandText = sql;
            return await command.ExecuteScalarAsync(ct);
        }
    }
}
