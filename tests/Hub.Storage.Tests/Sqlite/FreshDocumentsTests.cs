using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Storage.Sqlite.Searching;
using Hub.Storage.Tests.Contracts;

namespace Hub.Storage.Tests.Sqlite;

public sealed class FreshDocumentsTests
{
    private const int MoreThanFit = 8_200;

    [Fact]
    public void What_does_not_fit_is_read_from_the_store_and_room_that_is_made_is_used()
    {
        var fresh = new FreshDocuments();
        var messages = Enumerable.Range(0, MoreThanFit).Select(static _ => Make()).ToList();
        foreach (var message in messages)
        {
            fresh.Put(Commit(message));
        }

        fresh.Take(messages[^1].ToRef()).ShouldBeNull();
        fresh.Take(messages[0].ToRef()).ShouldBe(messages[0]);
        var next = Make();
        fresh.Put(Commit(next));
        fresh.Take(next.ToRef()).ShouldBe(next);
    }

    [Fact]
    public void A_document_that_is_written_again_and_again_takes_one_place()
    {
        var fresh = new FreshDocuments();
        var message = Make();
        var newest = message;
        for (var i = 0; i < MoreThanFit; i++)
        {
            newest = message with { Text = $"{i}" };
            fresh.Put(Commit(newest));
        }

        fresh.Take(message.ToRef()).ShouldBe(newest);
    }

    private static Message Make() => Sample.Message(Sample.Ticket(StoreUnderTest.Start), 1, "Parcel");

    private static ChangeSet Commit(Message message) =>
        new ChangeSet().Insert(message).MakeSearchable(new IndexRequest.Entry(message.ToRef(), message.ToRef(), ["quesales"]));
}
