using Hub.Core.Contacts;
using Hub.Core.Storage;

namespace Hub.Storage.Tests.Contracts;

public abstract class ClaimContract : StoreContract
{
    private static readonly UniqueKey Mail = ContactIdentity.Normalise(IdentityKind.Email, "Erika@Example.org")!.ToKey();

    [Fact]
    public async Task A_key_is_resolved_to_its_holder()
    {
        var erika = Erika();
        await CommitAsync(new ChangeSet().Insert(erika));

        (await Engine.Store.ResolveAsync(Mail, Ct)).ShouldBe(erika.ToRef());
        (await Engine.Store.ResolveAsync(new UniqueKey("contact-identity", "Email:nobody@example.org"), Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_taken_key_names_its_holder_and_nothing_is_written()
    {
        var first = Erika();
        var second = Erika();
        await CommitAsync(new ChangeSet().Insert(first));

        (await Engine.Store.CommitAsync(new ChangeSet().Insert(second), Ct)).ShouldBe(new CommitOutcome.KeyTaken(Mail, first.ToRef()));

        (await Engine.Store.FindAsync(second.Id, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Two_documents_of_one_change_set_cannot_hold_the_same_key()
    {
        var first = Erika();

        var outcome = await Engine.Store.CommitAsync(new ChangeSet().Insert(first).Insert(Erika()), Ct);

        outcome.ShouldBe(new CommitOutcome.KeyTaken(Mail, first.ToRef()));
        (await Engine.Store.ResolveAsync(Mail, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_key_moves_from_one_document_to_another_in_one_commit_in_any_order()
    {
        var from = Erika();
        var to = Erika() with { Identities = [] };
        await CommitAsync(new ChangeSet().Insert(from).Insert(to));
        var (storedFrom, storedTo) = (await FindAsync(from), await FindAsync(to));

        await CommitAsync(new ChangeSet()
            .Replace(storedTo, storedTo with { Identities = storedFrom.Identities })
            .Replace(storedFrom, storedFrom with { Identities = [] }));

        (await Engine.Store.ResolveAsync(Mail, Ct)).ShouldBe(to.ToRef());
    }

    [Fact]
    public async Task A_release_by_somebody_else_changes_nothing()
    {
        var erika = Erika();
        await CommitAsync(new ChangeSet().Insert(erika));

        await CommitAsync(new ChangeSet().Release(Mail, new DocRef("contact", "con_other")));

        (await Engine.Store.ResolveAsync(Mail, Ct)).ShouldBe(erika.ToRef());
    }

    [Fact]
    public async Task Claiming_what_is_held_already_by_the_same_document_is_no_conflict()
    {
        var erika = Erika();
        await CommitAsync(new ChangeSet().Insert(erika));

        await CommitAsync(new ChangeSet().Claim(Mail, erika.ToRef()));
    }

    [Fact]
    public async Task Keys_are_compared_byte_by_byte()
    {
        var holder = new DocRef("contact", "con_1");
        await CommitAsync(new ChangeSet().Claim(new UniqueKey("message-external", "<A@x>"), holder));

        await CommitAsync(new ChangeSet().Claim(new UniqueKey("message-external", "<a@x>"), new DocRef("contact", "con_2")));

        (await Engine.Store.ResolveAsync(new UniqueKey("message-external", "<A@x>"), Ct)).ShouldBe(holder);
    }

    [Fact]
    public async Task Many_keys_are_resolved_in_one_call()
    {
        var erika = Erika();
        await CommitAsync(new ChangeSet().Insert(erika));

        var held = await Engine.Store.ResolveManyAsync([Mail, new UniqueKey("contact-identity", "Email:x@y"), Mail], Ct);

        held.ShouldBe([new KeyValuePair<UniqueKey, DocRef>(Mail, erika.ToRef())]);
    }

    [Fact]
    public async Task Of_racing_claims_exactly_one_wins()
    {
        var contacts = Enumerable.Range(0, 20).Select(_ => Erika()).ToList();

        var outcomes = await Task.WhenAll(contacts.Select(contact => Task.Run(async () =>
            await Engine.Store.CommitAsync(new ChangeSet().Insert(contact), Ct), Ct)));

        var winner = contacts[Array.FindIndex(outcomes, static outcome => outcome is CommitOutcome.Committed)];
        outcomes.Count(static outcome => outcome is CommitOutcome.Committed).ShouldBe(1);
        outcomes.OfType<CommitOutcome.KeyTaken>().ShouldAllBe(taken => taken.Holder == winner.ToRef());
        outcomes.OfType<CommitOutcome.KeyTaken>().Count().ShouldBe(19);
    }

    private async Task<Contact> FindAsync(Contact contact) => (await Engine.Store.FindAsync(contact.Id, Ct))!;

    private static Contact Erika() => new()
    {
        Id = DocId<Contact>.New(StoreUnderTest.Start),
        Name = "Erika",
        Identities = [ContactIdentity.Normalise(IdentityKind.Email, "erika@example.org")!],
        CreatedAt = StoreUnderTest.Start,
    };
}
