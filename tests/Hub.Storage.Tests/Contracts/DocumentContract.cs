using Hub.Core.Storage;
using Hub.Core.Tickets;

namespace Hub.Storage.Tests.Contracts;

public abstract class DocumentContract : StoreContract
{
    [Fact]
    public async Task What_was_inserted_is_found_as_version_1()
    {
        var ticket = Sample.Ticket(StoreUnderTest.Start) with { Tags = ["a", "b"], Preview = "Grüße 🎈\u0000!" };
        await CommitAsync(new ChangeSet().Insert(ticket));

        var found = (await Engine.Store.FindAsync(ticket.Id, Ct)).ShouldNotBeNull();

        found.Version.ShouldBe(1);
        found.Preview.ShouldBe(ticket.Preview);
        found.Tags.ShouldBe(ticket.Tags);
        found.CreatedAt.ShouldBe(ticket.CreatedAt);
    }

    [Fact]
    public async Task An_unknown_id_is_null() =>
        (await Engine.Store.FindAsync(new TicketId("tkt_nobody"), Ct)).ShouldBeNull();

    [Fact]
    public async Task A_second_insert_of_an_id_conflicts_with_expected_0()
    {
        var ticket = await StoredAsync(Sample.Ticket(StoreUnderTest.Start));

        var outcome = await Engine.Store.CommitAsync(new ChangeSet().Insert(ticket with { Number = "900001" }), Ct);

        outcome.ShouldBe(new CommitOutcome.VersionConflict(ticket.ToRef(), 0, 1));
        (await Engine.Store.ResolveAsync(Ticket.NumberKey("900001"), Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_replace_counts_the_version_and_an_old_one_conflicts()
    {
        var first = await StoredAsync(Sample.Ticket(StoreUnderTest.Start));
        await CommitAsync(new ChangeSet().Replace(first, first with { Subject = "Second" }));

        var outcome = await Engine.Store.CommitAsync(new ChangeSet().Replace(first, first with { Subject = "Lost" }), Ct);

        outcome.ShouldBe(new CommitOutcome.VersionConflict(first.ToRef(), 1, 2));
        var found = (await Engine.Store.FindAsync(first.Id, Ct)).ShouldNotBeNull();
        (found.Version, found.Subject).ShouldBe((2, "Second"));
    }

    [Fact]
    public async Task A_replace_of_nothing_conflicts_with_actual_null()
    {
        var ticket = Sample.Ticket(StoreUnderTest.Start) with { Version = 3 };

        var outcome = await Engine.Store.CommitAsync(new ChangeSet().Replace(ticket, ticket), Ct);

        outcome.ShouldBe(new CommitOutcome.VersionConflict(ticket.ToRef(), 3, null));
    }

    [Fact]
    public async Task A_delete_needs_the_version_and_frees_the_keys()
    {
        var ticket = await StoredAsync(Sample.Ticket(StoreUnderTest.Start));
        (await Engine.Store.CommitAsync(new ChangeSet().Delete(ticket with { Version = 2 }), Ct))
            .ShouldBe(new CommitOutcome.VersionConflict(ticket.ToRef(), 2, 1));

        await CommitAsync(new ChangeSet().Delete(ticket));

        (await Engine.Store.FindAsync(ticket.Id, Ct)).ShouldBeNull();
        (await Engine.Store.ResolveAsync(Ticket.NumberKey(ticket.Number), Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_refused_change_set_writes_nothing_at_all()
    {
        var held = await StoredAsync(Sample.Ticket(StoreUnderTest.Start));
        var fresh = Sample.Ticket(StoreUnderTest.Start);
        var draft = new Draft
        {
            Id = Draft.IdOf(fresh.Id, Sample.Ann, MessageKind.Public),
            Ticket = fresh.Id,
            Agent = Sample.Ann,
            Mode = MessageKind.Public,
            Text = "x",
            SavedAt = StoreUnderTest.Start,
        };
        var changes = new ChangeSet().Insert(draft).Insert(fresh).Replace(held, held with { Subject = "new" })
            .Claim(Ticket.NumberKey(held.Number), fresh.ToRef());

        var outcome = await Engine.Store.CommitAsync(changes, Ct);

        outcome.ShouldBe(new CommitOutcome.KeyTaken(Ticket.NumberKey(held.Number), held.ToRef()));
        (await Engine.Store.FindAsync(draft.Id, Ct)).ShouldBeNull();
        (await Engine.Store.FindAsync(fresh.Id, Ct)).ShouldBeNull();
        (await Engine.Store.FindAsync(held.Id, Ct))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task An_expectation_fails_when_the_document_moved_on_and_changes_nothing_itself()
    {
        var parent = await StoredAsync(Sample.Ticket(StoreUnderTest.Start));
        var child = await StoredAsync(Sample.Ticket(StoreUnderTest.Start));
        await CommitAsync(new ChangeSet().Expect(parent).Replace(child, child with { Subject = "while open" }));
        (await Engine.Store.FindAsync(parent.Id, Ct))!.Version.ShouldBe(1);
        await CommitAsync(new ChangeSet().Replace(parent, parent with { State = TicketState.Closed }));

        var now = (await Engine.Store.FindAsync(child.Id, Ct))!;
        var outcome = await Engine.Store.CommitAsync(new ChangeSet().Expect(parent).Replace(now, now with { Subject = "too late" }), Ct);

        outcome.ShouldBe(new CommitOutcome.VersionConflict(parent.ToRef(), 1, 2));
    }

    [Fact]
    public async Task Many_are_found_in_one_call_and_the_missing_are_left_out()
    {
        var one = await StoredAsync(Sample.Ticket(StoreUnderTest.Start));
        var two = await StoredAsync(Sample.Ticket(StoreUnderTest.Start));

        var found = await Engine.Store.FindManyAsync([one.Id, new TicketId("tkt_nobody"), two.Id, one.Id], Ct);

        found.Select(ticket => ticket.Id).ShouldBe([one.Id, two.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task A_document_is_written_once_in_a_change_set()
    {
        var ticket = Sample.Ticket(StoreUnderTest.Start);
        await Should.ThrowAsync<ArgumentException>(async () =>
            await Engine.Store.CommitAsync(new ChangeSet().Insert(ticket).Replace(ticket, ticket), Ct));
    }

    [Fact]
    public async Task What_was_committed_is_there_after_a_restart()
    {
        var ticket = await StoredAsync(Sample.Ticket(StoreUnderTest.Start));

        await Engine.ReopenAsync();

        (await Engine.Store.FindAsync(ticket.Id, Ct))!.Number.ShouldBe(ticket.Number);
        (await Engine.Store.ResolveAsync(Ticket.NumberKey(ticket.Number), Ct)).ShouldBe(ticket.ToRef());
    }
}
