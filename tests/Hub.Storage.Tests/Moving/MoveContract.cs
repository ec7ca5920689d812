using Hub.Core.Storage;
using Hub.Storage.Moving;
using Hub.Storage.Tests.Contracts;

namespace Hub.Storage.Tests.Moving;

/// <summary>A move from one engine to another, the same for every pair.</summary>
public abstract class MoveContract : IAsyncLifetime
{
    private const string Passphrase = "a long enough passphrase";
    private static readonly LabelledSealer Here = new("here");
    private static readonly LabelledSealer There = new("there");
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-move-").FullName;
    private readonly HashSet<string> _blobs = [];
    private StoreUnderTest _source = null!;
    private StoreUnderTest _target = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string ExportPath => Path.Combine(_folder, "hub.export");

    /// <summary>Whether the source tells its entries in the order in which they were stored.</summary>
    protected virtual bool KeepsOrderOfEntries => true;

    protected abstract Task<StoreUnderTest> OpenSourceAsync();

    protected abstract Task<StoreUnderTest> OpenTargetAsync();

    public async ValueTask InitializeAsync()
    {
        _source = await OpenSourceAsync();
        _target = await OpenTargetAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _target.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_whole_installation_arrives_as_it_was(int seed)
    {
        await new Installation(_source, Here, seed).FillAsync(tickets: 40);
        var exported = await ExportAsync(Passphrase);

        var report = await ImportAsync(Passphrase);

        report.Missing.ShouldBeEmpty();
        report.Losses.ShouldBeEmpty();
        report.Totals.Documents["ticket"].ShouldBe(40);
        exported.Blobs.ShouldBe(6);
        (await Contents.ReadAsync(_target, There)).ShouldBe(await Contents.ReadAsync(_source, Here));
        (await Contents.CheckAsync(_target)).ShouldBeEmpty();
        foreach (var typed in new[] { "kettle ", "strasse ", "par", "number3 ", "договор leaks " })
        {
            var found = await Contents.SearchAsync(_target, typed);
            ShouldBeSame(found, await Contents.SearchAsync(_source, typed), typed);
            ShouldBeSame(await Contents.SearchAsync(_target, typed, ["agtann"]), await Contents.SearchAsync(_source, typed, ["agtann"]), typed);
        }
        (await Contents.SearchAsync(_target, "number3 ")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Work_goes_on_where_it_stood()
    {
        await new Installation(_source, Here, 4).FillAsync(tickets: 3);
        await ExportAsync(Passphrase);
        await ImportAsync(Passphrase);
        _target.Clock.SetUtcNow(_source.Clock.GetUtcNow());

        // A lease of the old installation does not hold here; order within a lane does, a due time as well.
        (await _target.Outbox.LeaseAsync("test", 10, TimeSpan.FromMinutes(1), Ct)).Select(static leased => (leased.Entry.Payload, leased.Attempt))
            .ShouldBe([("1", 2), ("5", 2)], ignoreOrder: true);
        (await _target.Outbox.DepthAsync(Ct)).ShouldBe(await _source.Outbox.DepthAsync(Ct));
        (await _target.Sequence.NextBlockAsync(Sequences.TicketNumber, 1, Ct)).ShouldBe(Sequences.FirstOf(Sequences.TicketNumber) + 32);
        var ticket = (await _target.Store.FindAsync<Core.Tickets.Ticket>(
            new((await _target.Store.ResolveAsync(Core.Tickets.Ticket.NumberKey("200001"), Ct)).ShouldNotBeNull().Key), Ct)).ShouldNotBeNull();
        (await _target.Store.CommitAsync(new ChangeSet().Replace(ticket, ticket with { Subject = "goes on" }), Ct)).ShouldBe(CommitOutcome.Committed.Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_import_killed_at_every_step_goes_on_where_it_stopped(bool diesAfter)
    {
        await new Installation(_source, Here, 5).FillAsync(tickets: 60);
        await ExportAsync(Passphrase);
        var kills = 0;

        while (true)
        {
            try
            {
                // The first write of each life repeats the one whose end the last life did not live to see.
                (await ImportAsync(Passphrase, writes: 1, diesAfter)).Missing.ShouldBeEmpty();
                break;
            }
            catch (KilledException)
            {
                kills++;
                await _target.ReopenAsync();
                kills.ShouldBeLessThan(200);
            }
        }

        kills.ShouldBeGreaterThan(15);
        (await Contents.ReadAsync(_target, There)).ShouldBe(await Contents.ReadAsync(_source, Here));
        (await Contents.CheckAsync(_target)).ShouldBeEmpty();
        ShouldBeSame(await Contents.SearchAsync(_target, "parcel "), await Contents.SearchAsync(_source, "parcel "), "parcel ");
    }

    [Fact]
    public async Task A_repeated_import_changes_nothing()
    {
        await new Installation(_source, Here, 6).FillAsync(tickets: 5);
        await ExportAsync(null);
        await ImportAsync(null);
        var stored = await Contents.ReadAsync(_target, There);
        var record = await _target.Store.FindAsync(ImportRecord.OnlyId, Ct);
        record.ShouldNotBeNull().FinishedAt.ShouldNotBeNull();

        (await ImportAsync(null)).WasThere.ShouldBeTrue();

        (await Contents.ReadAsync(_target, There)).ShouldBe(stored);
        (await _target.Store.FindAsync(ImportRecord.OnlyId, Ct)).ShouldNotBeNull().Version.ShouldBe(record.Version);
    }

    [Fact]
    public async Task Without_a_passphrase_secrets_stay_behind_and_the_report_says_whose()
    {
        await new Installation(_source, Here, 7).FillAsync(tickets: 2);
        await ExportAsync(null);

        var report = await ImportAsync(null);

        report.Missing.ShouldBeEmpty();
        report.Losses.Count.ShouldBe(2);
        report.Losses.ShouldContain("Inbox 'Support mail' needs its passwords again.");
        var inbox = (await _target.Store.FindAsync<Core.Inboxes.Inbox>(new("inb_mail"), Ct)).ShouldNotBeNull();
        inbox.Email!.Imap.ShouldBe(new Core.Inboxes.MailServer("mail.example", 993, Core.Inboxes.MailSecurity.Tls, "support", null));
        (await Contents.CheckAsync(_target)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Secrets_in_the_file_can_be_left_there()
    {
        await new Installation(_source, Here, 8).FillAsync(tickets: 1);
        await ExportAsync(Passphrase);

        var report = await ImportAsync(null);

        report.Missing.ShouldBeEmpty();
        report.Losses.Count.ShouldBe(2);
        (await _target.Store.FindAsync(Core.Secrets.InstallationKey.IdOf("reply-tokens"), Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_wrong_passphrase_and_a_store_in_use_are_refused_and_nothing_is_written()
    {
        await new Installation(_source, Here, 9).FillAsync(tickets: 1);
        await ExportAsync(Passphrase);

        (await Should.ThrowAsync<MoveRefusedException>(() => ImportAsync("another long passphrase"))).Message.ShouldContain("passphrase");
        (await Contents.ReadAsync(_target, There)).ShouldBeEmpty();
        (await _target.Store.FindAsync(ImportRecord.OnlyId, Ct)).ShouldBeNull();

        await _target.Store.CommitAsync(new ChangeSet().Insert(Sample.Ticket(StoreUnderTest.Start)), Ct);
        var stored = await Contents.ReadAsync(_target, There);
        (await Should.ThrowAsync<MoveRefusedException>(() => ImportAsync(Passphrase))).Message.ShouldContain("not empty");
        (await Contents.ReadAsync(_target, There)).ShouldBe(stored);
    }

    /// <summary>The same hits, messages in the same order; a ticket that was renamed stands where it began.</summary>
    private void ShouldBeSame(List<SearchHit> found, List<SearchHit> there, string typed)
    {
        found.ShouldBe(there, ignoreOrder: true, typed);
        found.Where(static hit => hit.Document.Kind == "message").ShouldBe(there.Where(static hit => hit.Document.Kind == "message"), ignoreOrder: !KeepsOrderOfEntries, typed);
    }

    /// <summary>With few derivations: each life of an import repeats them.</summary>
    private Task<ExportTotals> ExportAsync(string? passphrase) =>
        new StoreExport(Transfers.Of(_source), _source.Blobs, Here, Catalogue.All, _source.Clock) { Iterations = 1000 }
            .WriteAsync(ExportPath, passphrase, Ct);

    private Task<ImportReport> ImportAsync(string? passphrase, int writes = int.MaxValue, bool diesAfter = false) =>
        new StoreImport(_target.Store, new DyingTransfer(Transfers.Of(_target), writes, diesAfter, _blobs), There, Catalogue.All, _target.Clock)
            .ReadAsync(ExportPath, passphrase, Ct);
}

public sealed class SqliteToSqliteMoveTests : MoveContract
{
    protected override Task<StoreUnderTest> OpenSourceAsync() => Sqlite.SqliteUnderTest.OpenNewAsync();

    protected override Task<StoreUnderTest> OpenTargetAsync() => Sqlite.SqliteUnderTest.OpenNewAsync();
}

public sealed class SqliteToMongoMoveTests : MoveContract
{
    protected override Task<StoreUnderTest> OpenSourceAsync() => Sqlite.SqliteUnderTest.OpenNewAsync();

    protected override Task<StoreUnderTest> OpenTargetAsync() => Mongo.MongoStoreUnderTest.OpenNewAsync();
}

public sealed class MongoToSqliteMoveTests : MoveContract
{
    /// <summary>MongoDB reads by id, whose order within a millisecond is not that of storing.</summary>
    protected override bool KeepsOrderOfEntries => false;

    protected override Task<StoreUnderTest> OpenSourceAsync() => Mongo.MongoStoreUnderTest.OpenNewAsync();

    protected override Task<StoreUnderTest> OpenTargetAsync() => Sqlite.SqliteUnderTest.OpenNewAsync();
}
