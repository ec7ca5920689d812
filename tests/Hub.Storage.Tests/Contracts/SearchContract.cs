using Hub.Core.Storage;
using Hub.Core.Tickets;
using Hub.Core.Views;

namespace Hub.Storage.Tests.Contracts;

public abstract class SearchContract : StoreContract
{
    private static readonly string[] Sales = ["quesales"];
    private static readonly string[] Support = ["quesupport"];

    [Fact]
    public async Task All_words_must_occur_and_the_last_may_be_a_beginning()
    {
        var late = await IndexAsync("The parcel is late again", Sales);
        var lost = await IndexAsync("The parcel is lost", Sales);

        (await FindAsync("parcel ")).ShouldBe([lost, late]);
        (await FindAsync("parcel la")).ShouldBe([late]);
        (await FindAsync("parcel la ")).ShouldBeEmpty();
        (await FindAsync("PARCEL lóst ")).ShouldBe([lost]);
        (await FindAsync("pa")).ShouldBe([lost, late]);
        (await FindAsync("nothing")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Straße 12 in Köln", "strasse")]
    [InlineData("Straße 12 in Köln", "KOLN ")]
    [InlineData("mail an erika.muster@example.org", "muster@example.org ")]
    [InlineData("Договор подписан", "договор ")]
    [InlineData("order 4711 \"AND\" OR NOT near(", "and or not near 4711 ")]
    [InlineData("日本語のテキスト", "日本語")]
    [InlineData("half a pair \uD83C stays findable", "findable ")]
    public async Task Words_of_any_script_are_found(string text, string typed)
    {
        var message = await IndexAsync(text, Sales);

        (await FindAsync(typed)).ShouldBe([message]);
    }

    [Fact]
    public async Task Only_what_carries_one_of_the_labels_is_found()
    {
        var sales = await IndexAsync("parcel", Sales);
        var support = await IndexAsync("parcel", [Support[0], "agtann"]);

        (await FindAsync("parcel ", Sales)).ShouldBe([sales]);
        (await FindAsync("parcel ", ["agtann", "agtbob"])).ShouldBe([support]);
        (await FindAsync("parcel ", [.. Sales, .. Support])).ShouldBe([support, sales]);
        (await FindAsync("parcel ", [])).ShouldBeEmpty();
        (await FindAsync("parcel ", ["quesale"])).ShouldBeEmpty();
        (await FindAsync("parcel ", ["QUESALES"])).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_word_is_never_a_label_and_a_label_never_a_word()
    {
        await IndexAsync("quesales speaks of quesupport", Support);

        (await FindAsync("speaks ", Sales)).ShouldBeEmpty();
        (await FindAsync("speaks ", Support)).Count.ShouldBe(1);
        await IndexAsync("other", ["secretlabel"]);
        (await FindAsync("secretlabel")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_label_covers_all_entries_of_the_group_and_ends_the_old_one()
    {
        var ticket = Sample.Ticket(StoreUnderTest.Start);
        var first = await IndexAsync("parcel one", Sales, ticket);
        var second = await IndexAsync("parcel two", Sales, ticket);
        var other = await IndexAsync("parcel three", Sales);

        await CommitAsync(new ChangeSet().Claim(new UniqueKey("message-external", "r"), ticket.ToRef())
            .MakeSearchable(new IndexRequest.Relabel(ticket.ToRef(), Support)));
        await Engine.Store.WhenSearchableAsync(Ct);

        (await FindAsync("parcel ", Sales)).ShouldBe([other]);
        (await FindAsync("parcel ", Support)).ShouldBe([second, first]);
        (await FindAsync("parcel ")).ShouldBe([other, second, first]);
    }

    [Fact]
    public async Task A_new_label_in_the_same_commit_or_the_next_covers_what_is_not_indexed_yet()
    {
        var ticket = Sample.Ticket(StoreUnderTest.Start);
        var message = Sample.Message(ticket, 1, "parcel");
        await CommitAsync(new ChangeSet().Insert(message)
            .MakeSearchable(new IndexRequest.Entry(message.ToRef(), ticket.ToRef(), Sales)));
        await CommitAsync(new ChangeSet().Insert(ticket).MakeSearchable(new IndexRequest.Relabel(ticket.ToRef(), Support)));
        await Engine.Store.WhenSearchableAsync(Ct);

        (await FindAsync("parcel ", Sales)).ShouldBeEmpty();
        (await FindAsync("parcel ", Support)).ShouldBe([message.ToRef()]);
    }

    [Fact]
    public async Task A_changed_document_is_found_by_its_new_words_in_its_old_place()
    {
        var ticket = Sample.Ticket(StoreUnderTest.Start);
        var message = Sample.Message(ticket, 1, "my card is 1234 parcel");
        await PutAsync(new ChangeSet().Insert(message), message, ticket, Sales);
        var newer = await IndexAsync("parcel", Sales);

        var stored = (await Engine.Store.FindAsync(message.Id, Ct))!;
        await PutAsync(new ChangeSet().Replace(stored, stored with { Text = "redacted parcel" }), message, ticket, Sales);

        (await FindAsync("1234 ")).ShouldBeEmpty();
        (await FindAsync("redacted ")).ShouldBe([message.ToRef()]);
        (await FindAsync("parcel ")).ShouldBe([newer, message.ToRef()]);
    }

    [Fact]
    public async Task A_deleted_document_is_not_found()
    {
        var ticket = Sample.Ticket(StoreUnderTest.Start);
        var message = Sample.Message(ticket, 1, "parcel");
        await PutAsync(new ChangeSet().Insert(message), message, ticket, Sales);

        await CommitAsync(new ChangeSet().Delete((await Engine.Store.FindAsync(message.Id, Ct))!));
        await Engine.Store.WhenSearchableAsync(Ct);

        (await FindAsync("parcel ")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Hits_name_their_group_and_come_in_pages()
    {
        var ticket = Sample.Ticket(StoreUnderTest.Start);
        var expected = new List<DocRef>();
        for (var i = 0; i < 11; i++)
        {
            expected.Insert(0, await IndexAsync($"parcel {i}", Sales, ticket));
        }
        var query = SearchText.Parse("parc", Sales)!;
        var read = new List<DocRef>();
        Cursor? cursor = null;
        do
        {
            var page = await Engine.Store.SearchAsync(query, new PageRequest(4, cursor), Ct);
            page.Items.ShouldAllBe(hit => hit.Group == ticket.ToRef());
            read.AddRange(page.Items.Select(hit => hit.Document));
            cursor = page.Next;
            await IndexAsync("parcel between the pages", Sales);
        }
        while (cursor is not null);

        read.ShouldBe(expected);
        cursor = (await Engine.Store.SearchAsync(query, new PageRequest(4), Ct)).Next;
        await Should.ThrowAsync<InvalidCursorException>(async () =>
            await Engine.Store.SearchAsync(SearchText.Parse("other", null)!, new PageRequest(4, cursor), Ct));
    }

    [Fact]
    public async Task What_was_not_indexed_at_the_end_is_indexed_after_the_restart()
    {
        var ticket = Sample.Ticket(StoreUnderTest.Start);
        var messages = Enumerable.Range(1, 30).Select(i => Sample.Message(ticket, i, $"parcel number{i}")).ToList();
        foreach (var message in messages)
        {
            await CommitAsync(new ChangeSet().Insert(message)
                .MakeSearchable(new IndexRequest.Entry(message.ToRef(), ticket.ToRef(), Sales)));
        }

        await Engine.ReopenAsync();
        await Engine.Store.WhenSearchableAsync(Ct);

        (await FindAsync("parcel ")).ShouldBe(messages.Select(message => message.ToRef()).Reverse());
        (await Engine.Inspection.OldestUnindexedAsync(Ct)).ShouldBeNull();
    }

    private async Task<DocRef> IndexAsync(string text, IReadOnlyList<string> labels, Ticket? group = null)
    {
        var ticket = group ?? Sample.Ticket(StoreUnderTest.Start);
        var message = Sample.Message(ticket, 1, text);
        await PutAsync(new ChangeSet().Insert(message), message, ticket, labels);
        return message.ToRef();
    }

    private async Task PutAsync(ChangeSet changes, Message message, Ticket group, IReadOnlyList<string> labels)
    {
        await CommitAsync(changes.MakeSearchable(new IndexRequest.Entry(message.ToRef(), group.ToRef(), labels)));
        await Engine.Store.WhenSearchableAsync(Ct);
    }

    private async Task<IReadOnlyList<DocRef>> FindAsync(string typed, IReadOnlyList<string>? labels = null) =>
        [.. (await Engine.Store.SearchAsync(SearchText.Parse(typed, labels)!, new PageRequest(50), Ct)).Items.Select(hit => hit.Document)];
}
